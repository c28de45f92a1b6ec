TRUNCATE orders, order_lines;
DELETE FROM orders WHERE placed < '2020-01-01';

CREATE TEMP TABLE scratch (id bigint);
DELETE FROM scratch;
