-- escape 039 gexec-rows
-- attempts: each row of a result is a statement, COMMIT among them
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SELECT * FROM (VALUES ('INSERT INTO esc_canary VALUES (1)'), ('COMMIT'), ('INSERT INTO esc_canary VALUES (2)')) s \gexec
