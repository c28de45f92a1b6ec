CREATE TABLE articles (id int PRIMARY KEY, name text NOT NULL, stock int NOT NULL CHECK (stock >= 0));
INSERT INTO articles VALUES (1, 'bucket', 8), (2, 'spade', 5);
