-- SHOW, VALUES and TABLE print like SELECT, without a tag.
show server_encoding;
values (1, 'x'), (2, null);
create table t (a int);
table t;
