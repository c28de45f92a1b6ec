-- A mistake in a query inside a function shows that query.
create function f() returns int language plpgsql as $$
begin
  return (select nope from pg_class);
end $$;
select f();
