-- The semicolons of a procedure's atomic body do not split it.
create table t (a int);
create procedure p(x int) language sql
begin atomic
  insert into t values (x);
  insert into t values (x + 1);
end;
call p(1);
select * from t;
