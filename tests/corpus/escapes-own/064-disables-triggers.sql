-- escape 064 disables-triggers
-- attempts: session_replication_role = replica keeps constraint triggers from firing
-- expect: contained
-- accept: refuse,reported-residue
-- role: superuser
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SET session_replication_role = replica;
SET CONSTRAINTS ALL IMMEDIATE;
INSERT INTO esc_canary VALUES (1);
DO $$ DECLARE r record; BEGIN SET CONSTRAINTS ALL IMMEDIATE; FOR r IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' ORDER BY relname DESC LOOP EXECUTE 'DROP TABLE IF EXISTS ' || r.name || ' CASCADE'; END LOOP; END $$;
COMMIT;
INSERT INTO esc_canary VALUES (2);
