SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'c1_staging_20260601' AND pid <> pg_backend_pid();
