-- Data lines are not lexed: commands and quotes in them are data.
create table t (a text);
copy t from stdin;
\\echo no
it's $$
-- no comment
:v
\.
select * from t;
