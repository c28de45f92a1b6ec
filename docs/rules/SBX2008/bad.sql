ALTER TABLE stays ADD CONSTRAINT apart EXCLUDE USING gist (room WITH =, during WITH &&);
