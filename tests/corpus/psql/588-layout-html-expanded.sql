-- HTML in expanded layout.
\pset format html
\x
select 1 as a, '<b>' as b;
