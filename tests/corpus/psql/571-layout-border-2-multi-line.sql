-- Border 2 with several lines and a null.
\pset border 2
select e'a\nbb' as x, null as n, e'c\nd' as y;
