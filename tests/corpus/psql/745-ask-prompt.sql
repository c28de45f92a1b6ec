-- nobody answers at the end of standard input
\prompt v
\prompt 'Who? ' v
\echo :{?v}
\prompt
\set ON_ERROR_STOP on
\prompt v
\echo not reached
