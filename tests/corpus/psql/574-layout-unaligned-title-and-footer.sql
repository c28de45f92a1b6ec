-- Unaligned with a title and without a footer.
\pset format unaligned
\pset title 'Top'
select 1 as a;
\pset footer off
select 1 as a;
