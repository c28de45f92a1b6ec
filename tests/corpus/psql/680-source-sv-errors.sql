-- What is no view has no source.
create table t (a int);
\sv t
\sv nothing
\sv
