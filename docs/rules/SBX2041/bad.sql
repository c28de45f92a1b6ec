BEGIN;
BEGIN;
UPDATE authors SET name = trim(name) WHERE id = 1;
COMMIT;
COMMIT;
