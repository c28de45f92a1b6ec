CREATE TABLE orders (placed timestamp NOT NULL);
