-- Numbers are right-aligned, everything else is left-aligned, dates and booleans too.
select 1::int2 as i2, 1::int8 as i8, 1.5::float4 as f, 2.50 as n, '3'::text as t, true as b, date '2020-01-02' as d, '00:01'::interval as i, '1'::oid as o, '$1.00'::money is not null as m
union all
select 12345, 123456789, 12.25, 1234.5, 'longer', false, date '2021-11-12', '1 day', 12345, null;
