-- Expanded with unicode lines.
\x
\pset linestyle unicode
\pset border 2
select 1 as a, e'x\ny' as b;
