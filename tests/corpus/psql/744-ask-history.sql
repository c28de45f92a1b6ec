-- without a terminal there is no history
\s
\s no_such_folder/history
\set ON_ERROR_STOP on
\s
\echo not reached
