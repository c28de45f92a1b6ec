-- escape 012 savepoint-named-commit
-- attempts: savepoints called commit and rollback beside the real ones
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SAVEPOINT commit;
INSERT INTO esc_canary VALUES (1);
RELEASE SAVEPOINT commit;
SAVEPOINT rollback;
ROLLBACK TO rollback;
COMMIT;
