-- escape 044 singleline
-- attempts: SINGLELINE ends statements at the line end: COMMIT without a semicolon
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
\set SINGLELINE on
INSERT INTO esc_canary VALUES (1)
COMMIT
INSERT INTO esc_canary VALUES (2)
