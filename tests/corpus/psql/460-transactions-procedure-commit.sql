-- A procedure that is called outside of a block may commit; inside it may not.
create table t (a int);
create procedure p() language plpgsql as $$begin insert into t values (1); commit; insert into t values (2); rollback; end$$;
call p();
select * from t;
begin;
call p();
rollback;
