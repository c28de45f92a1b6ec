-- escape 062 makes-temporary-tables-inherit
-- attempts: attaches temporary tables to one of its own
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
CREATE TEMP TABLE esc_parent (i int);
INSERT INTO esc_canary VALUES (1);
DO $$ DECLARE r record; BEGIN SET CONSTRAINTS ALL IMMEDIATE; FOR r IN SELECT oid::regclass AS name FROM pg_class WHERE relnamespace = pg_my_temp_schema() AND relkind = 'r' ORDER BY relname DESC LOOP EXECUTE 'ALTER TABLE ' || r.name || ' INHERIT esc_parent'; END LOOP; END $$;
COMMIT;
INSERT INTO esc_canary VALUES (2);
