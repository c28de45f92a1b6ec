-- Takes every sandbox of everybody.
SELECT format('DROP DATABASE %I', datname) FROM pg_database WHERE datname LIKE 'c1_staging_%' \gexec

-- Takes whatever the schema holds by the time it runs.
DO $$
DECLARE
    r record;
BEGIN
    FOR r IN SELECT tablename FROM pg_tables WHERE schemaname = 'dry_run' LOOP
        EXECUTE format('DROP TABLE dry_run.%I CASCADE', r.tablename);
    END LOOP;
END
$$;

-- Takes what the superuser owns, if it is the superuser who runs it.
DROP OWNED BY CURRENT_USER;
DROP SCHEMA public CASCADE;

-- Takes the containers of other runs.
\! docker system prune -af
