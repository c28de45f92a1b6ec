-- escape 067 discard-all-then-write
-- attempts: DISCARD ALL resets the session, then writes
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
COMMIT;
DISCARD ALL;
INSERT INTO esc_canary VALUES (1);
