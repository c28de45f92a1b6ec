-- escape 114 copy-to-a-program
-- attempts: \copy runs a program on the client
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\copy (SELECT 1) TO PROGRAM 'cat > /tmp/sbx_escape_own'
