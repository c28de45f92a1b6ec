-- With AUTOCOMMIT off an error aborts the block that psql opened.
\set AUTOCOMMIT off
select nope;
select 1 as a;
rollback;
select 2 as a;
