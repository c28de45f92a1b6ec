-- A variable may be a part of the file's name.
\set dir inc
\ir :dir/value.inc
\echo :value
