-- A semicolon at the end belongs to the value, which a special then refuses.
\set ON_ERROR_STOP on;
\echo :ON_ERROR_STOP
\set VERBOSITY terse;
