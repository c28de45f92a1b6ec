-- escape 129 copy-program-in-a-function
-- attempts: a function of the clone runs COPY TO PROGRAM
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- setup: CREATE FUNCTION esc_copy() RETURNS void LANGUAGE plpgsql AS 'BEGIN COPY (SELECT 1) TO PROGRAM ''cat > /tmp/sbx_escape_own''; END'
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => t
SELECT esc_copy();
