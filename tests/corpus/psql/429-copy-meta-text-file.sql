-- \copy takes the text format and a column list.
create table t (a text, b int);
\copy t (a, b) from 'inc/data.txt'
\pset null (null)
select * from t;
