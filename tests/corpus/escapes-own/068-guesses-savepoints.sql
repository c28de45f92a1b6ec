-- escape 068 guesses-savepoints
-- attempts: reads the names of temporary objects to guess those of savepoints, and releases them
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
COMMIT;
SELECT coalesce(max(substr(relname, 12)), 'none') AS suffix FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname LIKE 'sandbox%' \gset
BEGIN;
INSERT INTO esc_canary VALUES (1);
RELEASE SAVEPOINT sandbox_:suffix;
ROLLBACK;
INSERT INTO esc_canary VALUES (2);
COMMIT;
