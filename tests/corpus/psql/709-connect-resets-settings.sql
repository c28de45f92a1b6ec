-- settings end with their session, variables and formats do not
set standard_conforming_strings to off;
select 'a\'b' as escaped;
\c
select 'a\' as plain;
\timing off
\pset format unaligned
\set keep kept
\c
\echo :keep
select 1 as a, 2 as b;
