-- The null string; without a value it is only shown.
\pset null '(none)'
select null as n, '' as e;
\pset null
\pset null ''
