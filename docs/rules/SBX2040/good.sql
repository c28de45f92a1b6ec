BEGIN;
UPDATE authors SET name = trim(name) WHERE name <> trim(name);
COMMIT;
