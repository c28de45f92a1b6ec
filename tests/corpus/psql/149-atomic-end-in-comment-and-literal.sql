-- END in a comment or a literal closes nothing.
create function c() returns text language sql
begin atomic
  -- end;
  /* end; */
  select 'end;'::text;
end;
select c();
