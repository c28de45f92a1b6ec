-- escape 113 o-into-a-pipe
-- attempts: \o pipes everything into a shell command
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\o |cat > /tmp/sbx_escape_own
SELECT 1;
\o
