ALTER TABLE authors ADD COLUMN email text NOT NULL;
