-- escape 148 dblink-in-a-policy
-- attempts: a row security policy calls dblink
-- expect: refuse
-- role: superuser
-- needs: extension dblink
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE EXTENSION IF NOT EXISTS dblink
-- setup: CREATE FUNCTION esc_dsn() RETURNS text LANGUAGE sql AS $$SELECT 'dbname=' || current_database() || ' port=' || current_setting('port') || ' user=' || session_user || ' host=' || trim(split_part(current_setting('unix_socket_directories'), ',', 1), '" ')$$
-- setup: CREATE FUNCTION esc_pol() RETURNS bool LANGUAGE plpgsql SECURITY DEFINER AS 'BEGIN PERFORM dblink_exec(esc_dsn(), ''INSERT INTO esc_canary VALUES (1)''); RETURN true; END'
-- setup: CREATE TABLE esc_src(n int)
-- setup: INSERT INTO esc_src VALUES (1)
-- setup: ALTER TABLE esc_src ENABLE ROW LEVEL SECURITY
-- setup: ALTER TABLE esc_src FORCE ROW LEVEL SECURITY
-- setup: CREATE POLICY esc_p ON esc_src USING (esc_pol())
-- setup: ALTER FUNCTION esc_pol() OWNER TO postgres
-- probe: SELECT count(*) FROM esc_canary => 0
SET ROLE owner_of_clone;
SELECT * FROM esc_src;
