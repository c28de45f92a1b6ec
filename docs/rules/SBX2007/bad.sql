ALTER TABLE books ADD CONSTRAINT one_title UNIQUE (title);
