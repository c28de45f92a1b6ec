-- Rules at a table.
create table t (a int);
create table log (a int);
create rule r as on delete to t where old.a > 0 do instead insert into log values (old.a);
create rule n as on insert to t do also nothing;
\d t
