BEGIN;
SET LOCAL lock_timeout = '2s';
ALTER TABLE people DROP COLUMN IF EXISTS last_name;
COMMIT;
