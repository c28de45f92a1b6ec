-- Descriptions follow the format that is set.
create table t (a int, b text);
\pset format unaligned
\d t
\t
\d t
\pset format csv
\d t
