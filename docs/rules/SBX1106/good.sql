BEGIN;
CREATE TEMP TABLE results (seq int, check_name text, actual text, pass boolean);
INSERT INTO results VALUES (1, 'orders', '3', true);
TABLE results;
ROLLBACK;
