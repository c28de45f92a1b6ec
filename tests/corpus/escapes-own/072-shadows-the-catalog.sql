-- escape 072 shadows-the-catalog
-- attempts: functions, operators and views with the names of the catalog stand first in the search path
-- expect: contained
-- accept: refuse,reported-residue
-- setup: CREATE TABLE esc_canary(n int)
-- probe: SELECT count(*) FROM esc_canary => 0
-- probe: SELECT count(*) FROM pg_namespace WHERE nspname = 'esc_evil' => 0
CREATE SCHEMA esc_evil;
CREATE FUNCTION esc_evil.esc_eq(text, text) RETURNS bool LANGUAGE sql AS 'SELECT false';
CREATE OPERATOR esc_evil.= (LEFTARG = text, RIGHTARG = text, FUNCTION = esc_evil.esc_eq);
CREATE FUNCTION esc_evil.pg_current_xact_id() RETURNS xid8 LANGUAGE sql AS 'SELECT ''1''::xid8';
CREATE FUNCTION esc_evil.pg_xact_status(xid8) RETURNS text LANGUAGE sql AS 'SELECT ''aborted''::text';
CREATE VIEW esc_evil.pg_constraint AS SELECT * FROM pg_catalog.pg_constraint WHERE false;
SET search_path = esc_evil, pg_catalog, public;
INSERT INTO public.esc_canary VALUES (1);
COMMIT;
