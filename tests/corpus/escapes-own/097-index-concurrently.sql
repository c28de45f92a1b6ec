-- escape 097 index-concurrently
-- attempts: CREATE INDEX CONCURRENTLY commits several times by itself
-- expect: refuse
-- accept: contained
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT to_regclass('esc_i') IS NULL => t
COMMIT;
CREATE INDEX CONCURRENTLY esc_i ON esc_canary (n);
