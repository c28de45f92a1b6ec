BEGIN;
CREATE TEMP TABLE results (seq int, check_name text, actual text);
INSERT INTO results VALUES (1, 'orders', '3');
ROLLBACK;
