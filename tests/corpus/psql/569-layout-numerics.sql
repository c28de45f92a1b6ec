-- Scale is kept, special values are words.
select 1.10 as a, 'NaN'::numeric as b, 'Infinity'::float8 as c, 1e20::float8 as d, 1e-7::float8 as e, -0.0::float8 as f, 100::numeric(10, 3) as g;
