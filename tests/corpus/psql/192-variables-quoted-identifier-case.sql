-- A double-quoted variable keeps case, blanks and quotes as one identifier.
\set col 'Net "Price"'
create table t (:"col" int);
select :"col" from t;
