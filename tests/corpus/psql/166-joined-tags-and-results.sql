-- Several statements in one message: results and tags come out in order.
create table t (a int)\; insert into t values (1), (2)\; select * from t\; update t set a = a + 1\; delete from t where a = 2\; table t;
