-- RETURNING prints rows and then the tag.
create table t (a int, b text);
insert into t values (1, 'x'), (2, 'y') returning *;
update t set b = 'z' where a = 3 returning a;
delete from t returning b;
