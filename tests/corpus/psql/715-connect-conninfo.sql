-- a connection string, with -reuse-previous=on
\set me :USER
\c -reuse-previous=on user=:me
select current_user = :'me' as same_role;
\c -reuse-previous=on "dbname=no_such_database"
