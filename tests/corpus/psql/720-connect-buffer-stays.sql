-- \c in the middle of a statement
select 1 as
\c
x;
\c - \echo behind
