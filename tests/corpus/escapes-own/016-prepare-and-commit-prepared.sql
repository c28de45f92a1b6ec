-- escape 016 prepare-and-commit-prepared
-- attempts: two-phase commit in one script
-- expect: refuse
-- accept: contained
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
-- probe: SELECT count(*) FROM pg_prepared_xacts => 0
INSERT INTO esc_canary VALUES (1);
PREPARE TRANSACTION 'own_both';
COMMIT PREPARED 'own_both';
