-- escape 109 dropped-slot-from-pieces
-- attempts: a slot dropped by a call that is put together from pieces
-- expect: reported-residue
-- accept: refuse
-- role: superuser
-- setup: SELECT pg_create_physical_replication_slot('esc_needed')
-- probe: SELECT count(*) FROM pg_replication_slots => 0
DO $$ BEGIN EXECUTE 'SELECT pg_drop_' || 'replication_slot(''esc_needed'')'; END $$;
