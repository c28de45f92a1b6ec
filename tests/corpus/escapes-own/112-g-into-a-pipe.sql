-- escape 112 g-into-a-pipe
-- attempts: \g pipes a result into a shell command
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
SELECT 1 \g |cat > /tmp/sbx_escape_own
