-- Border 0: the mark of a continued cell takes the place of the blank.
\pset border 0
select e'a\nb' as x, 1 as n, e'c\nd' as y;
