-- One notice for each thing that is not there.
drop table if exists a, b;
drop view if exists v;
drop schema if exists s cascade;
drop function if exists f(int);
