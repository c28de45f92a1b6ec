-- An empty field is null, an empty quoted one is not; FORCE_NULL changes that.
create table t (a text, b text);
copy t from stdin (format csv);
,""
\.
copy t from stdin (format csv, force_null (b));
,""
\.
select a is null as a, b is null as b from t;
