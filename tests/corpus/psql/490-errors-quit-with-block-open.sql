-- \q ends the script with status 0 whatever came before it.
begin;
select nope;
\q
\echo not reached
