-- Prepared statements are the session's: a rollback leaves them.
begin;
prepare p(int) as select $1 * 2 as twice;
rollback;
execute p(21);
deallocate p;
execute p(1);
