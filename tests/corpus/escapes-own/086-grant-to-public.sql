-- escape 086 grant-to-public
-- attempts: opens a table to everybody, and commits
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT relacl IS NULL FROM pg_class WHERE relname = 'esc_canary' => t
GRANT ALL ON esc_canary TO PUBLIC;
COMMIT;
