CREATE UNIQUE INDEX CONCURRENTLY by_title ON books (title);

SET lock_timeout = '2s';
ALTER TABLE books ADD CONSTRAINT one_title UNIQUE USING INDEX by_title;
