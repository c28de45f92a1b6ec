-- escape 110 statistics-from-pieces
-- attempts: statistics reset by a call that is put together from pieces
-- expect: reported-residue
-- accept: refuse
-- role: superuser
-- needs: server 15
-- probe: SELECT stats_reset IS NULL FROM pg_stat_database WHERE datname = current_database() => f
DO $$ BEGIN EXECUTE 'SELECT pg_stat_' || 'reset()'; END $$;
