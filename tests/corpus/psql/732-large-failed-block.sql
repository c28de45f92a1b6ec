-- in a block that has failed
begin;
select 1 / 0;
\lo_import inc/data.txt
\lo_unlink 1
\lo_export 1 no_such_folder/out.txt
rollback;
\lo_unlink 1
select 1 as x;
