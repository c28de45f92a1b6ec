-- Unaligned cells are not padded, newlines are kept.
\a
select e'a\nb' as x, null as n, 1.0 as f, '|' as p;
