-- A colon in a literal is no variable.
\set 30 nope
select '12:30'::time, ':30', $$:30$$;
