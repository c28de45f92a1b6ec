-- Arrays, rows, ranges and JSON in their text form.
select array[1,2,null] as a, array[['a b','c"d'],['','NULL']] as t, row(1, 'x y', null) as r, int4range(1, 5) as g, '{"a": [1, 2]}'::json as j, '{"b":1,"a":2}'::jsonb as jb, '\xdeadbeef'::bytea as y;
