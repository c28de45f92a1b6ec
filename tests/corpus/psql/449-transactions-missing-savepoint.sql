-- An unknown savepoint aborts the block.
begin;
rollback to nowhere;
select 1 as a;
rollback;
