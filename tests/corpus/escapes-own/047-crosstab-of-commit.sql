-- escape 047 crosstab-of-commit
-- attempts: \crosstabview sends the buffer before it looks at the result
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
COMMIT \crosstabview
INSERT INTO esc_canary VALUES (2);
