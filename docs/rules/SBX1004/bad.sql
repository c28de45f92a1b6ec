SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'c1_%';
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
