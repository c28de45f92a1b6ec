-- Wrapped with a border and unicode lines.
\pset format wrapped
\pset columns 24
\pset border 2
\pset linestyle unicode
select 'a text that is too long' as a, 1 as n;
