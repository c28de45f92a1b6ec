-- The long form adds storage, targets and descriptions.
create table t (id int, name text);
comment on column t.name is 'what it is called';
comment on table t is 'things';
alter table t alter name set statistics 50;
\d+ t
