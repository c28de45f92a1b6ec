CREATE TABLE authors (name text);
