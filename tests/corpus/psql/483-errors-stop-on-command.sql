-- A failing backslash command stops the script too.
\set ON_ERROR_STOP on
\pset format nope
\echo not reached
