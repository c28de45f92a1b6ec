-- A temporary table is found without its schema; with rows only, its title is left out.
create temporary table tmp (a int);
\t
\d tmp
