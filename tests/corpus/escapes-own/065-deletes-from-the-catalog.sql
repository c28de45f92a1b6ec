-- escape 065 deletes-from-the-catalog
-- attempts: takes constraints and triggers of temporary tables out of the catalog by hand
-- expect: contained
-- accept: refuse,reported-residue
-- role: superuser
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SET allow_system_table_mods = on;
INSERT INTO esc_canary VALUES (1);
DELETE FROM pg_constraint WHERE conrelid IN (SELECT oid FROM pg_class WHERE relnamespace = pg_my_temp_schema());
DELETE FROM pg_trigger WHERE tgrelid IN (SELECT oid FROM pg_class WHERE relnamespace = pg_my_temp_schema());
COMMIT;
INSERT INTO esc_canary VALUES (2);
