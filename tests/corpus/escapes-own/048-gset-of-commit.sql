-- escape 048 gset-of-commit
-- attempts: \gset sends the buffer, whatever it is
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
COMMIT \gset
INSERT INTO esc_canary VALUES (2);
