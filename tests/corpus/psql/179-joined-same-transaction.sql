-- All statements of a message see the same transaction time and number.
create temp table x as select now() as n, pg_current_xact_id() as x\; select n = now() as same_time, x = pg_current_xact_id() as same_id from x;
