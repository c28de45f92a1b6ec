-- The source of a view.
create table t (a int, b text);
create view v as select a, b from t where a > 0 with check option;
\sv v
\sv+ v
