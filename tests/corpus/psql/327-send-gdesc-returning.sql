-- \gdesc describes a statement without running it.
create table t (a int, b text);
insert into t values (1, 'x') returning * \gdesc
select count(*) from t;
