-- A dollar-quoted block in a dead branch is lexed as one text and dropped.
\if false
do $$
begin
  raise notice '\endif';
end $$;
\endif
\echo end
