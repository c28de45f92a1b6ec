-- Functions, procedures, aggregates and window functions.
create function f(a int, b text default 'x', out c int) language sql as 'select 1';
create function v(variadic d int[]) returns int language sql as 'select 1';
create function f() returns table (x int, y text) language sql as 'select 1, ''a''';
create procedure p(inout a int) language sql as 'select 1';
create aggregate mysum(int) (sfunc = int4pl, stype = int);
create function tf() returns trigger language plpgsql as 'begin return null; end';
\df
\dfn f
\dfp
\dft
\da mysum
