-- escape 122 backtick-in-a-title
-- attempts: backticks as an argument of \pset
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\pset title `touch /tmp/sbx_escape_own; echo x`
