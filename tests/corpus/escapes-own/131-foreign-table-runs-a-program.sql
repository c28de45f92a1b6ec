-- escape 131 foreign-table-runs-a-program
-- attempts: a foreign table of file_fdw runs a program when it is read
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- needs: extension file_fdw
-- probe: SELECT (pg_stat_file('/tmp/sbx_escape_own', true)).size IS NULL => t
CREATE EXTENSION file_fdw;
CREATE SERVER esc_files FOREIGN DATA WRAPPER file_fdw;
CREATE FOREIGN TABLE esc_prog (t text) SERVER esc_files OPTIONS (program 'touch /tmp/sbx_escape_own; echo x');
SELECT * FROM esc_prog;
