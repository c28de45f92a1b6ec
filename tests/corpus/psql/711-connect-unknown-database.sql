-- a failed \c ends the script with status 2
select 1 as before;
\c no_such_database
select 2 as behind;
