-- escape 093 alter-system-by-gexec
-- attempts: ALTER SYSTEM in a row of a result, outside of a block
-- expect: refuse
-- accept: contained
-- role: superuser
-- probe: SELECT count(*) FROM pg_file_settings WHERE name = 'log_min_messages' => 0
COMMIT;
SELECT 'ALTER SYSTEM SET log_min_messages = ''panic''' \gexec
