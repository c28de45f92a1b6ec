-- An unknown format lists the known ones.
\pset format xml
select 1 as a;
