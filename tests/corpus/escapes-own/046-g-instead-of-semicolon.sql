-- escape 046 g-instead-of-semicolon
-- attempts: COMMIT ended by \g and by \gx
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
COMMIT \g
INSERT INTO esc_canary VALUES (2);
COMMIT \gx
