-- Notices, messages of psql's own and results keep the script's order.
create table a (i int);
create function shout() returns trigger language plpgsql as $$ begin raise notice 'row %', new.i; return new; end $$;
create trigger shouting before insert on a for each row execute function shout();
begin;
insert into a values (1);
insert into a values (2) returning i;
\set loop :loop
\set again ':again'
select ':loop' as quoted; insert into a values (3);
select i from a order by i; insert into a values (4);
insert into a values (:again);
commit;
\set ECHO queries
begin;
insert into a values (5);
insert into a values (6);
commit;
\set ECHO all
insert into a values (7);
insert into a values (8);
\set ECHO none
\set QUIET on
insert into a values (9);
insert into a values (10);
select count(*) from a;
