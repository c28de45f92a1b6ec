CREATE TABLE authors (name text CHECK (length(name) <= 100));
