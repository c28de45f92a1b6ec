-- escape 128 copy-program-by-gexec
-- attempts: COPY TO PROGRAM in a row of a result
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => t
SELECT 'COPY (SELECT 1) TO PROG' || 'RAM ''cat > /tmp/sbx_escape_own''' \gexec
