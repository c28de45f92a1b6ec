-- Argument types narrow the list.
create function g(a int) returns int language sql as 'select 1';
create function g(a text, b int) returns int language sql as 'select 1';
\df g
\df g int
\df g text -
\df g text int
