\connect orders app db.test.example.org
SELECT dblink_connect('host=db1 dbname=products');
