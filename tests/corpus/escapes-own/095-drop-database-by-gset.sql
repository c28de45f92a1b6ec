-- escape 095 drop-database-by-gset
-- attempts: the name of the database to drop comes from the server
-- expect: refuse
-- accept: contained
-- role: superuser
-- setup: CREATE DATABASE esc_prey
-- probe: SELECT count(*) FROM pg_database WHERE datname = 'esc_prey' => 1
ROLLBACK;
SELECT datname AS victim FROM pg_database WHERE datname LIKE 'esc%' \gset
DROP DATABASE :"victim";
