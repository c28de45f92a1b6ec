-- Cells of different heights in one row.
select e'a\nb\nc' as x, e'd\ne' as y, 'f' as z, 1 as n;
