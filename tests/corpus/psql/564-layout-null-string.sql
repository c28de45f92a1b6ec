-- A null string takes part in the width and the alignment of its column.
\pset null '<nothing>'
select null::int as n, null::text as t, 1 as a;
