-- With numericlocale numbers are grouped, by commas where the locale has no mark of its own.
\pset numericlocale
select 1234567 as i, -1234.5 as n, '1234567' as t;
\pset numericlocale
