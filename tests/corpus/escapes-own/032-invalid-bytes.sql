-- escape 032 invalid-bytes
-- attempts: bytes that are no UTF-8 fail the transaction, COMMIT rolls it back, the next write commits
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
SELECT 'éÿ';
COMMIT;
INSERT INTO esc_canary VALUES (1);
