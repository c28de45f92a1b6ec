-- A list in expanded layout.
create table t (a int);
\x
\dt
\d t
