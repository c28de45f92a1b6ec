-- escape 052 message-of-parts
-- attempts: \; puts COMMIT between other statements of one message
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1)\; COMMIT\; INSERT INTO esc_canary VALUES (2);
