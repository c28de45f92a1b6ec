-- escape 070 closes-what-is-open
-- attempts: CLOSE ALL, DEALLOCATE ALL and UNLISTEN before COMMIT take away what a harness may have opened
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
CLOSE ALL;
DEALLOCATE ALL;
UNLISTEN *;
COMMIT;
INSERT INTO esc_canary VALUES (2);
