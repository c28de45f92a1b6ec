SET lock_timeout = '2s';

BEGIN;
ALTER TABLE authors ADD COLUMN email text;
COMMIT;

UPDATE authors SET email = name || '@example.org' WHERE email IS NULL;
