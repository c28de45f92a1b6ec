-- escape 041 gset-sets-autocommit
-- attempts: \gset overwrites a variable that psql itself obeys
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SELECT 'off' AS "AUTOCOMMIT" \gset
COMMIT;
INSERT INTO esc_canary VALUES (1);
COMMIT;
INSERT INTO esc_canary VALUES (2);
