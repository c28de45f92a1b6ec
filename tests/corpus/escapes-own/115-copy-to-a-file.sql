-- escape 115 copy-to-a-file
-- attempts: \copy writes a file on the client
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\copy (SELECT 1) TO '/tmp/sbx_escape_own'
