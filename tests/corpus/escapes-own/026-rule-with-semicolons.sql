-- escape 026 rule-with-semicolons
-- attempts: the semicolons inside the parentheses of a rule end nothing, the one behind it does
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE TABLE esc_src(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
-- probe: SELECT count(*) FROM pg_rewrite WHERE rulename = 'esc_r' => 0
CREATE RULE esc_r AS ON INSERT TO esc_src DO ALSO (INSERT INTO esc_canary VALUES (1); INSERT INTO esc_canary VALUES (2)); COMMIT;
INSERT INTO esc_src VALUES (1);
