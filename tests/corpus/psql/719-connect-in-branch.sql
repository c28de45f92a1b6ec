-- \c in a branch that is not taken
\if false
\c no_such_database
\else
\c -
\endif
select 1 as x;
