-- escape 152 copy-program-from-pieces
-- attempts: COPY TO PROGRAM put together from pieces: no text shows it
-- expect: reported-residue
-- accept: refuse
-- role: superuser
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => f
DO $$ BEGIN EXECUTE 'CO' || 'PY (SELECT 1) TO PROG' || 'RAM ''cat > /tmp/sbx_escape_own'''; END $$;
