-- escape 094 create-database-by-variable
-- attempts: CREATE DATABASE from two variables, outside of a block
-- expect: refuse
-- accept: contained
-- role: superuser
-- probe: SELECT count(*) FROM pg_database WHERE datname = 'esc_made' => 0
COMMIT;
\set a CREATE
\set b DATABASE
:a :b esc_made;
