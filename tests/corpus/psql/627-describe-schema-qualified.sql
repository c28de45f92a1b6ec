-- A schema in front of the pattern, and a schema that is not in the path.
create schema s;
create table s.t (a int);
\dt t
\dt s.*
\d s.t
set search_path = s;
\dt
