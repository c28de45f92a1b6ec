-- CASE and END outside of a function's body count nothing.
select case when true then 1 end; select case 1 when 1 then 'x' end as y;
