-- escape 080 do-loop-commits
-- attempts: a DO block commits once for each row, outside of a block
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
END;
DO $$ BEGIN FOR i IN 1..3 LOOP INSERT INTO esc_canary VALUES (i); COMMIT; END LOOP; END $$;
