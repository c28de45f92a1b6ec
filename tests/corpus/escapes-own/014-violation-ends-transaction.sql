-- escape 014 violation-ends-transaction
-- attempts: a violated constraint fails the transaction, END rolls it back, the next write commits by itself
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE TABLE esc_once(n int PRIMARY KEY)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_once VALUES (1);
INSERT INTO esc_once VALUES (1);
END;
INSERT INTO esc_canary VALUES (1);
