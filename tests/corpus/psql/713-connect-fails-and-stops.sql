-- ON_ERROR_STOP counts more than a lost connection
\set ON_ERROR_STOP on
\c no_such_database
select 2 as behind;
