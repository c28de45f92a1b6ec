-- escape 038 quoted-variable-as-body
-- attempts: a DO block whose body is a quoted variable commits
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
ROLLBACK;
\set body 'BEGIN INSERT INTO esc_canary VALUES (1); COMMIT; END'
DO :'body';
