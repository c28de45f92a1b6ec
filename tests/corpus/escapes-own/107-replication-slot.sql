-- escape 107 replication-slot
-- attempts: a slot is made at once and keeps WAL for ever
-- expect: refuse
-- accept: reported-residue
-- role: superuser
-- probe: SELECT count(*) FROM pg_replication_slots => 0
SELECT pg_create_physical_replication_slot('esc_made', true);
