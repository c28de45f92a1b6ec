-- Semicolons, comments and quotes in a body do not end the statement.
create function f(a int) returns text language plpgsql as $fn$
declare
  s text := 'a;b'; -- isn't split
begin
  /* nor; here */
  return s || a;
end;
$fn$;
select f(1);
