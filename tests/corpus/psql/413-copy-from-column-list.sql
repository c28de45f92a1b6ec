-- Columns that are not named take their defaults.
create table t (a int, b text default 'dflt', c text);
copy t (c, a) from stdin;
x	1
\N	2
\.
select * from t;
