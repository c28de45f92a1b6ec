-- A materialized view and its index.
create materialized view mv as select 1 as a, 'x'::text as b;
create unique index mv_a on mv (a);
\d mv
\dm
