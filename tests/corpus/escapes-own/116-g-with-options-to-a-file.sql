-- escape 116 g-with-options-to-a-file
-- attempts: \g with printing options before the file
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
SELECT 1 \g (format=csv) /tmp/sbx_escape_own
