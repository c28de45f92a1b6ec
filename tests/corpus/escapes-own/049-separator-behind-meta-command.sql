-- escape 049 separator-behind-meta-command
-- attempts: \\ ends a meta-command, and SQL follows on the same line
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_canary VALUES (1);
\echo x \\ COMMIT;
INSERT INTO esc_canary VALUES (2);
