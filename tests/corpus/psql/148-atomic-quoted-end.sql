-- A quoted "end" is a name and closes nothing.
create function q() returns int language sql
begin atomic
  select 1 as "end";
  select "end" + 1 from (select 1 as "end") as x;
end;
select q();
