-- A syntax error in a body that is checked at once is shown in the text as sent.
create function f() returns int language sql as $$
  select 1 as a;
  select nope;
$$;
