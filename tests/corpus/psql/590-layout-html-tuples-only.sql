-- HTML with rows only.
\pset format html
\t
select 1 as a, null as b;
