-- escape 010 blocks-in-a-row
-- attempts: several blocks, each with modes of its own
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
COMMIT;
START TRANSACTION READ WRITE, ISOLATION LEVEL READ COMMITTED;
INSERT INTO esc_canary VALUES (1);
COMMIT;
BEGIN TRANSACTION READ WRITE;
INSERT INTO esc_canary VALUES (2);
END;
