CREATE TABLE library.authors (name text);
