BEGIN;
SELECT count(*) FROM orders \g
\echo done
ROLLBACK;
