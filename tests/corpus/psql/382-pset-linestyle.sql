-- Three line styles; shortened names are allowed, unknown ones are not.
\pset linestyle old-ascii
select e'a\nb' as x, 1 as y;
\pset linestyle unicode
select e'a\nb' as x, 1 as y;
\pset linestyle asc
\pset linestyle dotted
