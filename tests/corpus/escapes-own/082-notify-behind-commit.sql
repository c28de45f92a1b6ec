-- escape 082 notify-behind-commit
-- attempts: what NOTIFY queued is sent by COMMIT, and the row with it
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
NOTIFY esc_chan, 'x';
INSERT INTO esc_canary VALUES (1);
COMMIT;
