-- psql fetches one result ahead, so a notice comes out before the result in front of it.
select 1 as a\; do $$ begin raise notice 'between'; end $$\; select 2 as b;
