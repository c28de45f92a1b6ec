BEGIN;
SELECT dblink_exec('dbname=orders', 'INSERT INTO audit DEFAULT VALUES');
COPY orders TO '/tmp/orders.csv';
ROLLBACK;
