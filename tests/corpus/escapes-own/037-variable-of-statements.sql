-- escape 037 variable-of-statements
-- attempts: one variable holds several statements
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
\set c 'INSERT INTO esc_canary VALUES (1); COMMIT; INSERT INTO esc_canary VALUES (2)'
:c;
