-- escape 066 discard-temp-then-commit
-- attempts: DISCARD TEMP drops temporary tables without naming them
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
COMMIT;
DISCARD TEMP;
INSERT INTO esc_canary VALUES (1);
COMMIT;
INSERT INTO esc_canary VALUES (2);
