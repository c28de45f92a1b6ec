-- CSV without the header line.
\pset format csv
\t
select 1 as a, 'x' as b;
