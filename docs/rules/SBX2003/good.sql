SET lock_timeout = '2s';

ALTER TABLE authors ADD COLUMN extra jsonb;
