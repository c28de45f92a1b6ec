-- Expanded rows without rulers.
\x
\t
select 1 as a, 'x' as b union all select 2, 'y';
