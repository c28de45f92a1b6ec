-- \q warns about what stands behind it, and ends the file all the same
select 1 as x;
\q extra words
\echo not reached
