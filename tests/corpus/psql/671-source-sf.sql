-- The source of a function as a command.
create function f(a int, b text default 'x') returns text language plpgsql stable as $$
begin
  return a || b;
end
$$;
\sf f
\sf f(int, text)
