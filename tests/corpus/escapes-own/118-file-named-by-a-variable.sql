-- escape 118 file-named-by-a-variable
-- attempts: the file of \o is in a variable that the server fills
-- expect: refuse
-- accept: contained
-- probe-client-file: /tmp/sbx_escape_own => absent
SELECT '/tmp/sbx_escape_own' AS f \gset
\o :f
SELECT 1;
\o
