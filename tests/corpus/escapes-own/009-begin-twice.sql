-- escape 009 begin-twice
-- attempts: a second BEGIN is only a warning, so the next COMMIT ends the outer transaction
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
BEGIN;
BEGIN;
INSERT INTO esc_canary VALUES (1);
COMMIT;
