BEGIN;
CREATE INDEX CONCURRENTLY by_customer ON orders (customer);
COMMIT;
