-- escape 053 message-ends-and-begins
-- attempts: one message ends the transaction and begins another
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1)\; END\; BEGIN\; INSERT INTO esc_canary VALUES (2)\; END;
