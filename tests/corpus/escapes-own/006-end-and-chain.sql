-- escape 006 end-and-chain
-- attempts: END AND CHAIN commits and begins anew, ABORT AND CHAIN hides it
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
END AND CHAIN;
ABORT AND CHAIN;
INSERT INTO esc_canary VALUES (2);
END;
