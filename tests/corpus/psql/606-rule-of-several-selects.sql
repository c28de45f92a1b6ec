-- A rule makes several queries of one statement; each has a result.
create table plain (i int);
create table kept (i int);
create rule shows as on insert to plain do instead (select 'first' as a; select 'second' as b, new.i as i);
insert into plain values (7);
insert into plain values (8)\; select 'after' as c;
create rule also as on insert to kept do also (select 'also' as d);
insert into kept values (9);
