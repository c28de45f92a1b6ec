SET lock_timeout = '2s';

BEGIN;
ALTER TABLE authors ADD COLUMN email text;
COMMIT;
