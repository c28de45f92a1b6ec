-- DETAIL and HINT follow the message.
create table t (a int primary key);
insert into t values (1);
insert into t values (1);
select lenght('x');
