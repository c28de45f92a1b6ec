-- Unaligned and expanded: name, separator, value, and a blank line between records.
\pset format unaligned
\x
select 1 as a, 'x' as b union all select 2, null;
