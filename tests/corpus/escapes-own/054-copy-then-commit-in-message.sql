-- escape 054 copy-then-commit-in-message
-- attempts: COPY TO STDOUT and COMMIT in one message
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
COPY esc_canary TO STDOUT\; COMMIT;
INSERT INTO esc_canary VALUES (2);
