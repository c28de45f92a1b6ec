-- Every CASE in the body needs its own END.
create function grade(n int) returns text language sql
begin atomic
  select case when n > 5
    then case n when 6 then 'six' else 'many' end
    else 'few' end;
end;
select grade(1), grade(6), grade(7);
