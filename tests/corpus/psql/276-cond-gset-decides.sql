-- A query's result decides a branch.
select count(*) > 1000000 as many, count(*) > 0 as some from pg_class \gset
\if :many
\echo many
\elif :some
\echo some
\endif
