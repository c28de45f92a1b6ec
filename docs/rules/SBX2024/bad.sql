ALTER TABLE authors RENAME COLUMN mail TO email;
