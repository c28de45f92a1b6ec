-- The isolation level cannot change after the first query.
begin;
select 1 as a;
set transaction isolation level serializable;
rollback;
