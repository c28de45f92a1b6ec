-- QUIET: \c says nothing
\set QUIET on
\c
\connect - - - -
select 1 as quiet;
