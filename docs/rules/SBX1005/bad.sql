TRUNCATE orders CASCADE;
DELETE FROM orders;
UPDATE orders SET state = 'new' FROM customers;
WITH gone AS (DELETE FROM order_lines RETURNING *) SELECT count(*) FROM gone;
