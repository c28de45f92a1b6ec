-- \gexec runs what a query writes.
select format('create table %I (a int)', 'Tab ' || n) from generate_series(1, 2) as n \gexec
select count(*) from pg_class where relname like 'Tab _';
