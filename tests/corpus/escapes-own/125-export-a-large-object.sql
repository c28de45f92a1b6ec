-- escape 125 export-a-large-object
-- attempts: \lo_export writes a large object into a file on the client
-- expect: refuse
-- accept: contained
-- setup: SELECT lo_from_bytea(4243, 'x')
-- probe-client-file: /tmp/sbx_escape_own => absent
\lo_export 4243 /tmp/sbx_escape_own
