-- Triggers, and one that is disabled.
create table t (a int);
create function f() returns trigger language plpgsql as 'begin return new; end';
create trigger one before insert or update of a on t for each row when (new.a > 0) execute function f();
create trigger two after delete on t referencing old table as gone for each statement execute function f('x');
alter table t disable trigger two;
\d t
