CREATE ROLE app LOGIN PASSWORD 'hunter2';
SELECT dblink_connect('host=db user=app password=hunter2');
