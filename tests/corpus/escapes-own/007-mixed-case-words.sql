-- escape 007 mixed-case-words
-- attempts: key words in any case
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
cOmMiT wOrK;
