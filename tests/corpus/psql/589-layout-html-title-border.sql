-- HTML with a title, another border, and no footer.
\pset format html
\pset title 'T & U'
\pset border 0
\pset footer off
select 1 as a;
