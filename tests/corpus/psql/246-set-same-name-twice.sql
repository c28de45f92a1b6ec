-- A later \set replaces the value, and \unset of an unset name is silent.
\set a 1
\set a 2
\echo :a
\unset nothing
