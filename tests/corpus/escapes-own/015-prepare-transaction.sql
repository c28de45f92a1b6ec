-- escape 015 prepare-transaction
-- attempts: PREPARE TRANSACTION takes the work out of the session, where no ROLLBACK reaches it
-- expect: refuse
-- accept: contained
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
-- probe: SELECT count(*) FROM pg_prepared_xacts => 0
INSERT INTO esc_canary VALUES (1);
PREPARE TRANSACTION 'own_prepared';
