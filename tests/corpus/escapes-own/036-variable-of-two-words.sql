-- escape 036 variable-of-two-words
-- attempts: \set glues its arguments together
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
\set c COM MIT
INSERT INTO esc_canary VALUES (1);
:c;
INSERT INTO esc_canary VALUES (2);
