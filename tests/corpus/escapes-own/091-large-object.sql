-- escape 091 large-object
-- attempts: a large object is no row of a table of the script
-- expect: contained
-- accept: refuse
-- probe: SELECT count(*) FROM pg_largeobject_metadata => 0
SELECT lo_create(4242);
COMMIT;
