-- escape 035 encoding-by-meta-command
-- attempts: \encoding changes what the bytes of the text mean
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
\encoding LATIN1
SELECT 'é'; COMMIT;
INSERT INTO esc_canary VALUES (2);
