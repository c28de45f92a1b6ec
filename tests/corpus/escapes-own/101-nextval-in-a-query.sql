-- escape 101 nextval-in-a-query
-- attempts: nextval is not rolled back
-- expect: reported-residue
-- accept: refuse,contained
-- setup: CREATE SEQUENCE esc_seq
-- probe: SELECT last_value FROM esc_seq => 10
SELECT nextval('esc_seq') FROM generate_series(1, 10);
