-- COPY data without an end marker ends with its file.
create table t (a text);
\ir inc/copy.inc
select * from t;
