-- Publications, and how a table shows them.
create table t (a int primary key, b int);
create publication part for table t (a) where (a > 0) with (publish = 'insert');
create publication everything for all tables;
\dRp
\dRp+ part
\d t
