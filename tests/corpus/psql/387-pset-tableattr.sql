-- Attributes of the HTML table.
\pset format html
\pset tableattr 'class="r"'
select 1 as a;
\T
select 1 as a;
