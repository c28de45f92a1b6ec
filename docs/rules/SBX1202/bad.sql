\connect orders app db.prod.example.org
SELECT dblink_connect('host=db1 dbname=orders_production');
