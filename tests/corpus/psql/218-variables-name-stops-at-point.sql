-- A name stops at the first character that is no letter, digit or underscore.
\set s pg_catalog
select 1 from :s.pg_class limit 1;
select 1 as ok where :'s'='pg_catalog';
