-- escape 089 new-role
-- attempts: a role that stays
-- expect: contained
-- accept: refuse
-- role: superuser
-- probe: SELECT count(*) FROM pg_roles WHERE rolname = 'esc_role' => 0
CREATE ROLE esc_role;
COMMIT;
