-- escape 075 deferred-trigger-writes
-- attempts: a deferred constraint trigger of the clone writes when the transaction commits
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE TABLE esc_src(n int)
-- setup: CREATE FUNCTION esc_tg() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO esc_canary VALUES (1); RETURN NULL; END'
-- setup: CREATE CONSTRAINT TRIGGER esc_tr AFTER INSERT ON esc_src DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION esc_tg()
-- probe: SELECT count(*) FROM esc_canary => 0
INSERT INTO esc_src VALUES (1);
COMMIT;
