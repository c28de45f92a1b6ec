-- escape 087 database-setting
-- attempts: ALTER DATABASE SET built by a DO block, then COMMIT
-- expect: contained
-- accept: refuse
-- probe: SELECT count(*) FROM pg_db_role_setting => 0
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET work_mem = ''1MB''', current_database()); END $$;
COMMIT;
