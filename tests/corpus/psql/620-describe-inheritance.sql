-- Plain inheritance, seen from parent and child.
create table p (a int not null, b text);
create table c (c int) inherits (p);
\d p
\d+ p
\d c
