-- escape 108 replication-slot-from-pieces
-- attempts: a slot made by a call that is put together from pieces
-- expect: reported-residue
-- accept: refuse
-- role: superuser
-- probe: SELECT count(*) FROM pg_replication_slots => 1
DO $$ BEGIN EXECUTE 'SELECT pg_create_' || 'physical_replication_slot(''esc_pieces'')'; END $$;
