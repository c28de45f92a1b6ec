-- What exists already is skipped with a notice.
create table if not exists t (a int);
create table if not exists t (a int);
create schema if not exists public;
alter table t add column if not exists a int;
