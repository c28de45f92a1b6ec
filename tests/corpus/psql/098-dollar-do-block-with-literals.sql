-- A DO block may hold dollar-quoted literals with a tag.
do $$
begin
  raise notice '%', $x$it's; $y$ "fine"$x$;
  execute $q$ create temp table made as select 1 as a; $q$;
end
$$;
select * from made;
