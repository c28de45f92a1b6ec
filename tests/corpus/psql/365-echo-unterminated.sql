-- An open quote is an error, and the arguments before it are printed.
\echo a 'b
select 1 as a;
