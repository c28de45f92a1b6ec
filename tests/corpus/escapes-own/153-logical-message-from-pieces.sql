-- escape 153 logical-message-from-pieces
-- attempts: a message that goes to the WAL at once, by a call put together from pieces
-- expect: reported-residue
-- accept: refuse
-- setup: SELECT pg_create_logical_replication_slot('esc_slot', 'test_decoding')
-- probe: SELECT count(*) FROM pg_logical_slot_peek_changes('esc_slot', NULL, NULL) WHERE data LIKE '%own_message%' => 1
DO $$ BEGIN EXECUTE 'SELECT pg_logical_' || 'emit_message(false, ''own'', ''own_message'')'; END $$;
