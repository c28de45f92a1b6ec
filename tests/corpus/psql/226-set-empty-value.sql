-- \set without a value sets an empty one.
\set e
\echo [:e] :{?e}
