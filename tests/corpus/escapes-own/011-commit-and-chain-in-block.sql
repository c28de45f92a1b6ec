-- escape 011 commit-and-chain-in-block
-- attempts: a chained transaction takes over the modes of a block that the script began itself
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
BEGIN;
INSERT INTO esc_canary VALUES (1);
COMMIT AND CHAIN;
INSERT INTO esc_canary VALUES (2);
ROLLBACK AND CHAIN;
INSERT INTO esc_canary VALUES (1);
COMMIT;
