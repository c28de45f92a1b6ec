-- escape 103 nextval-in-a-savepoint
-- attempts: a sequence moved in a savepoint that was rolled back
-- expect: reported-residue
-- accept: refuse,contained
-- setup: CREATE TABLE esc_s(id int GENERATED ALWAYS AS IDENTITY, t text)
-- probe: SELECT last_value FROM esc_s_id_seq => 3
BEGIN;
SAVEPOINT a;
INSERT INTO esc_s(t) VALUES ('a'), ('b'), ('c');
ROLLBACK TO a;
ROLLBACK;
