BEGIN;
UPDATE people SET name = upper(name) WHERE id = 1;
COMMIT;
