SET lock_timeout = '2s';

BEGIN;
ALTER TABLE authors ADD COLUMN email text;
UPDATE authors SET email = name || '@example.org' WHERE email IS NULL;
COMMIT;
