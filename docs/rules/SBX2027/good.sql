SET lock_timeout = '2s';

ALTER TABLE recipes ADD COLUMN added timestamptz DEFAULT now();
SELECT count(*) FROM recipes;
ALTER TABLE recipes ALTER COLUMN token SET DEFAULT gen_random_uuid();
