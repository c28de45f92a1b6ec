-- A title of two lines.
\pset title 'First\nsecond line'
select 1 as a;
