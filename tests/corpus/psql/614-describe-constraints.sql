-- Checks, unique keys, exclusion and named primary keys.
create table t (
  a int constraint t_positive check (a > 0),
  b text unique,
  c int4range,
  primary key (a),
  constraint t_no_overlap exclude using gist (c with &&),
  constraint t_both check (a < 100 or b is null) no inherit
);
alter table t add constraint t_later check (a <> 13) not valid;
\d t
