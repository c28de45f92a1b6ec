-- A view with options, and a recursive one.
create view r as with recursive n(i) as (select 1 union all select i + 1 from n where i < 3) select i from n;
create view b with (security_barrier) as select 1 as x;
\sv r
\sv b
