-- Only the first words of a statement make it a function: a table may be called so.
create table function (begin_at int); select * from function;
