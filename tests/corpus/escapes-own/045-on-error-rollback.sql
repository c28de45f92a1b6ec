-- escape 045 on-error-rollback
-- attempts: ON_ERROR_ROLLBACK puts savepoints of psql around statements, COMMIT included
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
\set ON_ERROR_ROLLBACK on
INSERT INTO esc_canary VALUES (1);
SELECT 1/0;
COMMIT;
INSERT INTO esc_canary VALUES (2);
