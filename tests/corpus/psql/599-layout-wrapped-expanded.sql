-- Wrapped values of expanded records.
\pset format wrapped
\pset columns 24
\x
select 'a text that is too long for the line' as a, 1 as n;
