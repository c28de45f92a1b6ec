-- The long table of LaTeX.
\pset format latex-longtable
\pset title 'Long'
select 1 as a, 'x' as b;
