-- Expanded layout with border 0 and border 2.
\x
\pset border 0
select 1 as a, 'two' as bb;
\pset border 2
select 1 as a, 'two' as bb;
