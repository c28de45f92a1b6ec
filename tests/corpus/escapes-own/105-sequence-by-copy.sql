-- escape 105 sequence-by-copy
-- attempts: COPY takes defaults from a sequence, row by row
-- expect: reported-residue
-- accept: refuse,contained
-- setup: CREATE TABLE esc_s(id serial, t text)
-- probe: SELECT last_value FROM esc_s_id_seq => 2
COPY esc_s(t) FROM STDIN;
a
b
\.
