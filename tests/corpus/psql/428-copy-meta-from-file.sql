-- \copy reads a file of the client.
create table t (id int, name text, note text);
\copy t from inc/data.csv with (format csv, header)
select * from t order by id;
