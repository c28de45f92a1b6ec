-- escape 017 rollback-somebody-elses-prepared
-- attempts: rolls back somebody else's prepared transaction
-- expect: refuse
-- accept: contained
-- setup: CREATE TABLE esc_canary(n int)
-- setup: BEGIN
-- setup: INSERT INTO esc_canary VALUES (9)
-- setup: PREPARE TRANSACTION 'own_theirs'
-- probe: SELECT count(*) FROM pg_prepared_xacts WHERE gid = 'own_theirs' => 1
ROLLBACK;
ROLLBACK PREPARED 'own_theirs';
