-- escape 126 copy-to-a-server-file
-- attempts: COPY writes a file on the server's machine
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => t
COPY (SELECT 1) TO '/tmp/sbx_escape_own';
