-- CSV in expanded layout: a line for each column.
\pset format csv
\x
select 1 as a, 'x,y' as b union all select 2, null;
