-- With AUTOCOMMIT off psql opens no block in front of a command that refuses one, comments before it or not.
create table t (a int);
\set AUTOCOMMIT off
/* a */ vacuum t;
-- b
discard all;
select 1 as a;
vacuum t;
