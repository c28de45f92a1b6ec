-- escape 100 subscription-outside-a-block
-- attempts: a subscription without a connection is plain catalog, until COMMIT
-- expect: contained
-- accept: refuse
-- role: superuser
-- probe: SELECT count(*) FROM pg_subscription => 0
CREATE SUBSCRIPTION esc_sub CONNECTION 'host=127.0.0.1 port=1 dbname=x' PUBLICATION p WITH (connect = false);
COMMIT;
