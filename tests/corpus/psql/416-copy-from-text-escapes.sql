-- Escapes in text data.
create table t (a text, b text);
copy t from stdin;
a\tb	c\nd
e\\f	\x41\102
\.
select * from t;
