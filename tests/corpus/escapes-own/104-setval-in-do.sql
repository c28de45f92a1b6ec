-- escape 104 setval-in-do
-- attempts: setval inside DO moves a sequence back, so that keys collide later
-- expect: reported-residue
-- accept: refuse,contained
-- setup: CREATE SEQUENCE esc_seq
-- setup: SELECT setval('esc_seq', 500)
-- probe: SELECT last_value, is_called FROM esc_seq => 1|f
DO $$ BEGIN PERFORM setval('esc_seq', 1, false); END $$;
