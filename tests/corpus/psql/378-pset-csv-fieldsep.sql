-- The separator of CSV is one byte, and not a quote or a line end.
\pset format csv
\pset csv_fieldsep ';'
select 'a;b' as x, 'a,b' as y, 1 as z;
\pset csv_fieldsep '"'
\pset csv_fieldsep ab
\pset csv_fieldsep
