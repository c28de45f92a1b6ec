-- escape 081 event-trigger-writes
-- attempts: an event trigger of the clone writes at every command, COMMIT keeps it
-- expect: contained
-- accept: refuse
-- role: superuser
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE FUNCTION esc_et() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO esc_canary VALUES (1); END'
-- setup: CREATE EVENT TRIGGER esc_e ON ddl_command_end EXECUTE FUNCTION esc_et()
-- probe: SELECT count(*) FROM esc_canary => 0
CREATE TABLE esc_new(n int);
COMMIT;
