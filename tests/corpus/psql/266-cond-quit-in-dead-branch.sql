-- \q in a dead branch does not quit.
\if false
\q
\endif
\echo still here
