-- Identifiers in the argument list are not counted.
create function a("begin" int default 1, x int default (case when true then 2 end)) returns int
begin atomic select "begin" + x; end;
select a();
