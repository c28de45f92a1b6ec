-- escape 077 prepared-statement-writes
-- attempts: a prepared statement outlives the transaction that prepared it
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
PREPARE w AS INSERT INTO esc_canary VALUES ($1);
ROLLBACK;
EXECUTE w(1);
