-- In an aborted transaction COPY is refused; psql up to 15.18 then reads its data as SQL.
create table t (a int);
begin;
select nope;
copy t from stdin;
1
\.
;
rollback;
