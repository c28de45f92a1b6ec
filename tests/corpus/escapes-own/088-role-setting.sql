-- escape 088 role-setting
-- attempts: ALTER ROLE SET changes every later session of the role
-- expect: contained
-- accept: refuse
-- probe: SELECT count(*) FROM pg_db_role_setting => 0
ALTER ROLE CURRENT_USER SET work_mem = '1MB';
COMMIT;
