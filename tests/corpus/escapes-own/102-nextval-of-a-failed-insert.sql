-- escape 102 nextval-of-a-failed-insert
-- attempts: a failed INSERT has taken its default all the same
-- expect: reported-residue
-- accept: refuse,contained
-- setup: CREATE TABLE esc_s(id serial, t text NOT NULL)
-- probe: SELECT last_value, is_called FROM esc_s_id_seq => 2|t
INSERT INTO esc_s(t) VALUES (NULL);
INSERT INTO esc_s(t) VALUES (NULL);
