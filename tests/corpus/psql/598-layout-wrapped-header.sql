-- A header is not wrapped: the table becomes wider than its target.
\pset format wrapped
\pset columns 16
select 1 as "a header of many words", 'x' as b;
