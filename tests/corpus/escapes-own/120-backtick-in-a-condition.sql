-- escape 120 backtick-in-a-condition
-- attempts: backticks in \if run a command to decide a branch
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\if `touch /tmp/sbx_escape_own; echo true`
SELECT 1;
\endif
