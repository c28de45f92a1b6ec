-- \c with AUTOCOMMIT off
create table u (a int);
\set AUTOCOMMIT off
insert into u values (1);
\c
select count(*) from u;
commit;
