-- escape 099 reindex-concurrently
-- attempts: REINDEX CONCURRENTLY puts another index in the place of the old one
-- expect: refuse
-- accept: contained
-- setup: CREATE TABLE esc_x(n int)
-- setup: CREATE INDEX esc_ix ON esc_x(n)
-- setup: CREATE TABLE esc_was AS SELECT 'esc_ix'::regclass::oid AS o
-- probe: SELECT o = 'esc_ix'::regclass::oid FROM esc_was => t
COMMIT;
REINDEX INDEX CONCURRENTLY esc_ix;
