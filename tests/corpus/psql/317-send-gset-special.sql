-- A column named as a special variable is skipped with a warning.
select 'x' as "AUTOCOMMIT", 1 as fine \gset
\echo :AUTOCOMMIT :fine
