-- Rows only, with continued cells.
\t
select e'a\nb' as x, 1 as n;
