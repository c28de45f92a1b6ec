-- escape 069 rolls-back-to-guessed-savepoint
-- attempts: reads the names of temporary objects to guess those of savepoints, and rolls back to them
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
COMMIT;
SELECT coalesce(max(substr(relname, 12)), 'none') AS suffix FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relname LIKE 'sandbox%' \gset
BEGIN;
ROLLBACK TO SAVEPOINT sandbox_:suffix;
COMMIT;
INSERT INTO esc_canary VALUES (2);
