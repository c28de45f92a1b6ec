-- The old line style marks continuations in front.
\pset linestyle old-ascii
select e'a\nb' as x, e'c\nd' as y, 1 as n;
\pset border 2
select e'a\nb' as x, e'c\nd' as y, 1 as n;
