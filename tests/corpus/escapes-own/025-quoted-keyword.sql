-- escape 025 quoted-keyword
-- attempts: "COMMIT" in quotes is a name, and the one behind it a command
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT 1 AS "COMMIT;"; COMMIT; SELECT 2 AS "--";
INSERT INTO esc_canary VALUES (2);
