-- Three colons are a cast and then a variable; four are two casts.
\set t text
select pg_typeof(1:::t);
select 1::::t;
