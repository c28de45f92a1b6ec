-- With plus the lines of the body are numbered.
create function f() returns int language plpgsql as $$
declare
  n int := 1;
begin
  return n;
end
$$;
\sf+ f
