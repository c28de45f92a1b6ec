-- a file that is not there is no error by its words, and stops where ON_ERROR_STOP is on
\lo_import inc/no_such_file.txt
\echo :{?LASTOID}
\lo_export 1 no_such_folder/out.txt
\set ON_ERROR_STOP on
\lo_import inc/no_such_file.txt
\echo not reached
