-- Some commands refuse to run in a block.
begin;
vacuum;
rollback;
begin;
create database nope_inside;
rollback;
