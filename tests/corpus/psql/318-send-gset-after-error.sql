-- A failing statement leaves the variables as they were.
\set a before
select nope as a \gset
\echo :a :ERROR
