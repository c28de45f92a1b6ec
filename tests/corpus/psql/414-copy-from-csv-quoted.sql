-- CSV data may hold separators and newlines in quotes.
create table t (a int, b text);
copy t from stdin (format csv, header);
a,b
1,"x,y"
2,"two
lines"
3,"say ""hi"""
\.
select * from t;
