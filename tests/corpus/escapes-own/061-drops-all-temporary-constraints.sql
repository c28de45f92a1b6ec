-- escape 061 drops-all-temporary-constraints
-- attempts: drops the constraints of every temporary table
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
DO $$ DECLARE r record; BEGIN SET CONSTRAINTS ALL IMMEDIATE; FOR r IN SELECT conrelid::regclass AS name, conname FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid WHERE relnamespace = pg_my_temp_schema() ORDER BY contype LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', r.name, r.conname); END LOOP; END $$;
COMMIT;
INSERT INTO esc_canary VALUES (2);
