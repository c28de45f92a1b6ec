-- escape 127 copy-program-in-do
-- attempts: COPY TO PROGRAM in the text that a DO block executes
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => t
DO $$ BEGIN EXECUTE 'COPY (SELECT 1) TO PROGRAM ''cat > /tmp/sbx_escape_own'''; END $$;
