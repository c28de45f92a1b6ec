-- The actions of a rule are parted by semicolons inside parentheses.
create table r (a int);
create table log (what text, a int);
create rule r_log as on insert to r do also (
  insert into log values ('new', new.a);
  insert into log values ('twice', (new.a) * 2);
);
insert into r values (4);
select * from log;
