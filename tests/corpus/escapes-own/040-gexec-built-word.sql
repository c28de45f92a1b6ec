-- escape 040 gexec-built-word
-- attempts: the word is built by the server
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT chr(69) || chr(78) || 'D' \gexec
INSERT INTO esc_canary VALUES (2);
