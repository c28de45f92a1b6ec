-- escape 027 body-in-single-quotes
-- attempts: a function body in single quotes, doubled inside
-- expect: contained
-- accept: refuse
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
-- probe: SELECT count(*) FROM pg_proc WHERE proname = 'esc_f' => 0
CREATE FUNCTION esc_f() RETURNS text LANGUAGE sql AS 'SELECT ''; ROLLBACK; ''::text;'; COMMIT;
INSERT INTO esc_canary VALUES (1);
