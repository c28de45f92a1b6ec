-- A body may be empty.
create procedure e() begin atomic end;
call e();
