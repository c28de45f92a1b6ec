-- An included file runs in the transaction that is open.
create table t (a int);
begin;
\ir inc/insert.inc
rollback;
select count(*) from t;
