CREATE TABLE orders (placed timestamptz NOT NULL);
