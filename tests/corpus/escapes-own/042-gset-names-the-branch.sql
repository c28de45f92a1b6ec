-- escape 042 gset-names-the-branch
-- attempts: a branch that only the server decides
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
SELECT true AS yes \gset
\if :yes
COMMIT;
\endif
INSERT INTO esc_canary VALUES (2);
