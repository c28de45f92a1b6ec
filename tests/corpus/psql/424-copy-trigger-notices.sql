-- A trigger's notice comes before the tag of the COPY.
create table t (a int);
create function tell() returns trigger language plpgsql as $$begin raise notice 'row %', new.a; return new; end$$;
create trigger tell before insert on t for each row execute function tell();
copy t from stdin;
1
2
\.
