BEGIN;
\copy orders to 'orders.csv'
\! rm orders.csv
ROLLBACK;
