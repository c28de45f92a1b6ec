-- escape 084 truncate
-- attempts: TRUNCATE and COMMIT
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_rows(n int)
-- setup: INSERT INTO esc_rows VALUES (1), (2)
-- probe: SELECT count(*) FROM esc_rows => 2
TRUNCATE esc_rows;
COMMIT;
