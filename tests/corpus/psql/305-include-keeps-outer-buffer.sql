-- The half statement of the outer file waits until the included file is through.
select 1 as a,
\ir inc/query.inc
2 as b;
