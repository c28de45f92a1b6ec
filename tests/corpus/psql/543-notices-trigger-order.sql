-- Notices of row and statement triggers, in the order of the calls.
create table t (a int);
create function tell() returns trigger language plpgsql as $$begin raise notice '% % %', tg_name, tg_when, tg_level; return new; end$$;
create trigger a_row after insert on t for each row execute function tell();
create trigger b_row before insert on t for each row execute function tell();
create trigger c_stmt after insert on t for each statement execute function tell();
create trigger d_stmt before insert on t for each statement execute function tell();
insert into t values (1), (2);
