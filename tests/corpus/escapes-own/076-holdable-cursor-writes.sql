-- escape 076 holdable-cursor-writes
-- attempts: a cursor WITH HOLD is run to its end by COMMIT, and its query writes
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE FUNCTION esc_ins() RETURNS int LANGUAGE sql AS 'INSERT INTO esc_canary VALUES (1) RETURNING n'
-- probe: SELECT count(*) FROM esc_canary => 0
BEGIN;
DECLARE c CURSOR WITH HOLD FOR SELECT esc_ins();
COMMIT;
FETCH ALL FROM c;
