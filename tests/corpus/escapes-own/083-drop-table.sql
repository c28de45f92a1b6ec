-- escape 083 drop-table
-- attempts: DROP TABLE and COMMIT
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT to_regclass('esc_canary') IS NULL => f
DROP TABLE esc_canary;
COMMIT;
