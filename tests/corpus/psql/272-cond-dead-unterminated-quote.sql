-- An open quote in the argument of a dead command is still an error.
\if false
\echo 'open
\set x "open
\endif
\echo end
