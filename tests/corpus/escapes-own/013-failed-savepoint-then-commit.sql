-- escape 013 failed-savepoint-then-commit
-- attempts: an error inside a savepoint is undone, and the COMMIT behind it is a real one
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SAVEPOINT a;
SELECT 1/0;
ROLLBACK TO a;
RELEASE a;
COMMIT;
