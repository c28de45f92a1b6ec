CREATE INDEX CONCURRENTLY by_customer ON orders (customer);
