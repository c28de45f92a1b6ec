-- A pattern that matches several relations describes each of them.
create table a1 (x int);
create table a2 (y text);
\d a*
