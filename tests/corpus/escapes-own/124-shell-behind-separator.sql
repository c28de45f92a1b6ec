-- escape 124 shell-behind-separator
-- attempts: \! behind other meta-commands on one line
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\set x 1 \\ \! touch /tmp/sbx_escape_own
