-- A title over expanded records, and a footer that is off.
\x
\pset title 'Records'
select 1 as a;
select 1 as a where false;
