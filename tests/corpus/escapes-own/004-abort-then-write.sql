-- escape 004 abort-then-write
-- attempts: ABORT ends the transaction, what follows commits by itself
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
ABORT;
INSERT INTO esc_canary VALUES (1);
