-- With ECHO all every line read is shown, with the command that ends it.
\set ECHO all
select 1 -- comment
  as a;

\echo x
\set ECHO none
select 2 as a;
