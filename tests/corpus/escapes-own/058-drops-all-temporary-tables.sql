-- escape 058 drops-all-temporary-tables
-- attempts: fires pending events, then drops every temporary table that is there, whoever made it
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
DO $$ DECLARE r record; BEGIN SET CONSTRAINTS ALL IMMEDIATE; FOR r IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' ORDER BY relname DESC LOOP EXECUTE 'DROP TABLE IF EXISTS ' || r.name || ' CASCADE'; END LOOP; END $$;
COMMIT;
INSERT INTO esc_canary VALUES (2);
