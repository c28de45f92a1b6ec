-- escape 056 data-that-looks-like-sql
-- attempts: data lines that are SQL, then SQL that looks like data
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE TABLE esc_text(t text)
-- probe: SELECT count(*) FROM esc_canary => 0
COPY esc_text FROM STDIN;
ROLLBACK;
\.
INSERT INTO esc_canary VALUES (1);
COMMIT;
