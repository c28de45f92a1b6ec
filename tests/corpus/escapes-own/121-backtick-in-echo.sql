-- escape 121 backtick-in-echo
-- attempts: backticks in \echo
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\echo `touch /tmp/sbx_escape_own`
