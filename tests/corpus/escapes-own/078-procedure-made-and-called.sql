-- escape 078 procedure-made-and-called
-- attempts: makes a procedure that commits, and calls it outside of a block
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
-- probe: SELECT count(*) FROM pg_proc WHERE proname = 'esc_p' => 0
COMMIT;
CREATE PROCEDURE esc_p() LANGUAGE plpgsql AS $$ BEGIN INSERT INTO esc_canary VALUES (1); COMMIT; INSERT INTO esc_canary VALUES (2); ROLLBACK; END $$;
CALL esc_p();
