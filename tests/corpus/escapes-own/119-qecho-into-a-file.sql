-- escape 119 qecho-into-a-file
-- attempts: \qecho writes where \o points
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
\o /tmp/sbx_escape_own
\qecho leak
\o
