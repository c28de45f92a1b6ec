-- Columns may share a name, and have none worth the name.
select 1 as a, 2 as a, 3, 'x', now() is null;
