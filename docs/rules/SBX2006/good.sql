CREATE INDEX CONCURRENTLY by_author ON books (author);
