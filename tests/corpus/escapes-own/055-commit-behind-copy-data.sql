-- escape 055 commit-behind-copy-data
-- attempts: COMMIT on the line behind the end of inline data
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
COPY esc_canary FROM STDIN;
1
2
\.
COMMIT;
INSERT INTO esc_canary VALUES (2);
