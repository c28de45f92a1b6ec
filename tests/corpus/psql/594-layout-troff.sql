-- The troff format.
\pset format troff-ms
\pset border 2
select '\x' as t, 1 as n;
