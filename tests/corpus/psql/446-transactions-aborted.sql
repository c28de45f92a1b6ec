-- After an error every statement is refused until the block ends, and COMMIT answers ROLLBACK.
begin;
select nope;
select 1 as a;
commit;
select 2 as a;
