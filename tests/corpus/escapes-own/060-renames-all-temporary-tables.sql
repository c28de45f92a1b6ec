-- escape 060 renames-all-temporary-tables
-- attempts: renames every temporary table, so that nobody finds them by name
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
DO $$ DECLARE r record; BEGIN SET CONSTRAINTS ALL IMMEDIATE; FOR r IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' ORDER BY relname DESC LOOP EXECUTE 'ALTER TABLE ' || r.name || ' RENAME TO gone_' || (random() * 1000000)::int; END LOOP; END $$;
COMMIT;
INSERT INTO esc_canary VALUES (2);
