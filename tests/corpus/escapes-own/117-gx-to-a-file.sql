-- escape 117 gx-to-a-file
-- attempts: \gx writes a file too
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
SELECT 1 \gx /tmp/sbx_escape_own
