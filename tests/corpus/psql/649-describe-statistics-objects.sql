-- Extended statistics in their list and at their table.
create table t (a int, b int);
create statistics st (ndistinct, dependencies) on a, b from t;
create statistics ex on (a + b) from t;
\dX
\d t
