-- escape 003 commit-and-no-chain
-- attempts: the optional AND NO CHAIN behind COMMIT
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
COMMIT TRANSACTION AND NO CHAIN;
