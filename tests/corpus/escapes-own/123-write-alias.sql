-- escape 123 write-alias
-- attempts: \write is \w
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
SELECT 1
\write /tmp/sbx_escape_own
;
