-- escape 098 vacuum-full
-- attempts: VACUUM FULL rewrites the table outside of any transaction
-- expect: refuse
-- accept: contained
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT pg_relation_filenode('esc_canary') = 'esc_canary'::regclass::oid => t
COMMIT;
VACUUM FULL esc_canary;
