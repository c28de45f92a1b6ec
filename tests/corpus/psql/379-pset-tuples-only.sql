-- Only rows: no header, no footer, no title.
\pset title Title
\t
select 1 as a, 'x' as b;
\t off
select 1 as a, 'x' as b;
