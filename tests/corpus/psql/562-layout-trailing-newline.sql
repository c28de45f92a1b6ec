-- A newline at the end of a cell opens an empty line.
select e'a\n' as x, e'\nb' as y;
