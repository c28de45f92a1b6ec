-- escape 063 drops-the-temporary-schema
-- attempts: drops the schema of all temporary objects
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
DO $$ BEGIN SET CONSTRAINTS ALL IMMEDIATE; EXECUTE 'DROP SCHEMA ' || pg_my_temp_schema()::regnamespace || ' CASCADE'; EXCEPTION WHEN OTHERS THEN NULL; END $$;
COMMIT;
INSERT INTO esc_canary VALUES (2);
