BEGIN;
SAVEPOINT before_names;
UPDATE authors SET name = trim(name) WHERE id = 1;
RELEASE before_names;
COMMIT;
