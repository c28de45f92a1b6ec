ALTER TABLE authors ADD COLUMN extra json;
