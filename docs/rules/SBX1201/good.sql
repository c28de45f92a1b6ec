CREATE ROLE app LOGIN PASSWORD :'app_password';
SELECT dblink_connect('host=db user=app');
