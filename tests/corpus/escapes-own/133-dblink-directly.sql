-- escape 133 dblink-directly
-- attempts: dblink_exec opens a session of its own, which commits
-- expect: refuse
-- role: superuser
-- needs: extension dblink
-- setup: CREATE TABLE esc_canary(n int)
-- setup: CREATE EXTENSION IF NOT EXISTS dblink
-- setup: CREATE FUNCTION esc_dsn() RETURNS text LANGUAGE sql AS $$SELECT 'dbname=' || current_database() || ' port=' || current_setting('port') || ' user=' || session_user || ' host=' || trim(split_part(current_setting('unix_socket_directories'), ',', 1), '" ')$$
-- probe: SELECT count(*) FROM esc_canary => 0
SELECT dblink_exec(esc_dsn(), 'INSERT INTO esc_canary VALUES (1)');
