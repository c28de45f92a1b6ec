CREATE INDEX by_author ON books (author);
