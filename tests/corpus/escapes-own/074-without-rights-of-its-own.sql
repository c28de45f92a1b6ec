-- escape 074 without-rights-of-its-own
-- attempts: SET ROLE to a role that may do nothing, then COMMIT
-- expect: contained
-- accept: refuse
-- role: superuser
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SET ROLE pg_monitor;
COMMIT;
RESET ROLE;
INSERT INTO esc_canary VALUES (2);
