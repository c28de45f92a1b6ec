-- escape 079 nested-procedures
-- attempts: a procedure of the clone calls another one that commits
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE PROCEDURE esc_inner() LANGUAGE plpgsql AS 'BEGIN INSERT INTO esc_canary VALUES (1); COMMIT; END'
-- setup: CREATE PROCEDURE esc_outer() LANGUAGE plpgsql AS 'BEGIN CALL esc_inner(); END'
-- probe: SELECT count(*) FROM esc_canary => 0
ROLLBACK;
CALL esc_outer();
