-- An unfinished statement is sent at the end of its file.
\ir inc/half.inc
select 2 as b;
