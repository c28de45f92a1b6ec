-- The name may be quoted and have a schema.
create schema s;
create function s."My F"() returns int language sql as 'select 1';
\sf s."My F"
