-- escape 130 lo-export-in-do
-- attempts: lo_export inside DO
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => t
DO $$ DECLARE o oid; BEGIN o := lo_from_bytea(0, 'x'); PERFORM lo_export(o, '/tmp/sbx_escape_own'); END $$;
