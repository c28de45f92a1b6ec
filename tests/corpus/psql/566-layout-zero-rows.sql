-- No rows: header and rule stay.
select 1 as a, 'x' as b where false;
\x
select 1 as a where false;
\pset format unaligned
select 1 as a, 2 as b where false;
