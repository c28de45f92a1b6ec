-- A plan is one text column under a centred header.
create table t (a int);
explain (costs off) select * from t where a > 1 order by a;
