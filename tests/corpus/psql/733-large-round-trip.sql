-- into the server and out again, and gone; in a block and outside of one
\lo_import inc/data.csv
\set first :LASTOID
select encode(lo_get(:first), 'escape') as content \gset kept_
\echo :kept_content
begin;
\set QUIET on
\lo_import inc/data.txt
\set QUIET off
select count(*) from pg_largeobject_metadata;
rollback;
select count(*) from pg_largeobject_metadata;
\set AUTOCOMMIT off
\set QUIET on
\lo_unlink :first
\set QUIET off
select count(*) from pg_largeobject_metadata;
commit;
\set AUTOCOMMIT on
\lo_unlink 0
\errverbose
\echo :ERROR :SQLSTATE
