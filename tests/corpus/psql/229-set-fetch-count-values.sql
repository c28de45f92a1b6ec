-- FETCH_COUNT takes integers only.
\set FETCH_COUNT many
\echo :FETCH_COUNT
\set FETCH_COUNT 2x
\set FETCH_COUNT -1
\echo :FETCH_COUNT
\set FETCH_COUNT 0x10
\echo :FETCH_COUNT
\unset FETCH_COUNT
\echo :FETCH_COUNT
