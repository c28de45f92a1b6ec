-- escape 092 large-object-by-meta-command
-- attempts: \lo_import makes a large object behind the statements
-- expect: contained
-- accept: refuse
-- probe: SELECT count(*) FROM pg_largeobject_metadata => 0
COMMIT;
\lo_import aux/object.txt
