-- what \c cannot read leaves the connection as it is
\c "user=postgres" - localhost
\c "dbname=a" b
select 1 as still_here;
\c -reuse-previous=perhaps
select 2 as still_here;
