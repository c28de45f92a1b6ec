ALTER TABLE recipes ADD COLUMN token uuid DEFAULT gen_random_uuid();
