-- escape 033 scs-off-by-function
-- attempts: set_config turns backslashes into escapes: what is a literal changes from one statement to the next
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SELECT set_config('standard_conforming_strings', 'off', false);
INSERT INTO esc_canary VALUES (1);
SELECT 'a\'; ROLLBACK; --';
COMMIT;
INSERT INTO esc_canary VALUES (2);
