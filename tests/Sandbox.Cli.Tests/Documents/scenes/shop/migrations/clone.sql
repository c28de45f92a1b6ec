CREATE TABLE people (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL);
INSERT INTO people (name) VALUES ('Ada Lovelace'), ('Grace Hopper');
