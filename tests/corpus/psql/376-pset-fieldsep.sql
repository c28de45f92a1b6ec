-- The field separator of the unaligned format may be several characters, or a zero byte by a name of its own.
\pset format unaligned
\pset fieldsep ' ; '
select 1 as a, 2 as b;
\pset fieldsep '\t'
select 1 as a, 2 as b;
\f ,
select 1 as a, 2 as b;
\f
