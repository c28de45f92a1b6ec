-- Notices that a query raises come out before its rows.
create function loud(n int) returns int language plpgsql as $$ begin raise notice 'n=%', n; return n; end $$;
select loud(n) from generate_series(1, 2) as n;
