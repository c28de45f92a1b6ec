-- escape 096 tablespace-in-place
-- attempts: a tablespace is made at once, outside of any transaction
-- expect: refuse
-- accept: contained
-- role: superuser
-- needs: server 15
-- probe: SELECT count(*) FROM pg_tablespace WHERE spcname = 'esc_space' => 0
COMMIT;
SET allow_in_place_tablespaces = on;
CREATE TABLESPACE esc_space LOCATION '';
