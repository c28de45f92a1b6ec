-- sandbox: rollback-only
BEGIN;
INSERT INTO orders (id) VALUES (1);
ROLLBACK;
