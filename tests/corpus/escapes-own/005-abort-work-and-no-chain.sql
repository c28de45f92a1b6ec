-- escape 005 abort-work-and-no-chain
-- attempts: ABORT WORK AND NO CHAIN, then a write
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
ABORT WORK AND NO CHAIN;
INSERT INTO esc_canary VALUES (1);
