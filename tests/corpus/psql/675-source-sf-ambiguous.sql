-- A name that several functions share needs its arguments.
create function g(int) returns int language sql as 'select 1';
create function g(text) returns int language sql as 'select 1';
\sf g
\sf g(text)
