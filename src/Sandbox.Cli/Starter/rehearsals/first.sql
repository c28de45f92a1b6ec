-- sandbox: database {{name}}_clone_first
-- sandbox: rollback-only
--
-- Rehearses that all addresses can be written in lower case. psql plays it too.

\set ON_ERROR_STOP on

DO $$
BEGIN
    IF current_database() NOT LIKE '{{like}}\_clone\_%' THEN
        RAISE EXCEPTION 'database "%" is not a clone', current_database();
    END IF;
END $$;

BEGIN;

SET LOCAL lock_timeout = '2s';

UPDATE customers SET email = lower(email) WHERE email <> lower(email);

SELECT 1 AS seq, 'every address is in lower case' AS check_name, 0 AS expected, count(*) AS actual, count(*) = 0 AS pass
FROM customers
WHERE email <> lower(email)
UNION ALL
SELECT 2, 'no customer was lost', 3, count(*), count(*) = 3
FROM customers
ORDER BY seq;

SELECT id, email FROM customers ORDER BY id;

ROLLBACK;
