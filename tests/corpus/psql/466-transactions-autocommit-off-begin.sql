-- With AUTOCOMMIT off a BEGIN of the script opens the only block.
\set AUTOCOMMIT off
begin;
select 1 as a;
commit;
commit;
