-- a failed \connect as a role that does not exist
\connect - no_such_role
select 2 as behind;
