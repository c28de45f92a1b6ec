-- A read-only transaction refuses writes.
create table t (a int);
begin read only;
insert into t values (1);
rollback;
start transaction read only, isolation level repeatable read;
show transaction_read_only;
commit;
