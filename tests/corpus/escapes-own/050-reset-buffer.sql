-- escape 050 reset-buffer
-- attempts: \r drops what stands before it on the line, and not the COMMIT behind it
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
DROP TABLE esc_canary \r
COMMIT;
INSERT INTO esc_canary VALUES (2);
