-- escape 073 another-session-user
-- attempts: acts as the owner of the clone, then commits
-- expect: contained
-- accept: refuse
-- role: superuser
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SET SESSION AUTHORIZATION owner_of_clone;
INSERT INTO esc_canary VALUES (1);
COMMIT;
INSERT INTO esc_canary VALUES (2);
