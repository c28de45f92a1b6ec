-- Everything by its exact name.
DROP TABLE dry_run.orders, dry_run.order_lines;
DROP OWNED BY dry_run_20260517;
DROP SCHEMA dry_run_20260517 CASCADE;

-- A catalog may be asked, as long as the name is given.
SELECT format('DROP ROLE %I', rolname) FROM pg_roles WHERE rolname = 'dry_run_20260517' \gexec

\! docker rm -f pg-dry-run-v0.4-db-adapter-2026-05-17
