-- With ON_ERROR_STOP an error two files deep ends all of them.
\set ON_ERROR_STOP on
\ir inc/calls-fails.inc
\echo not reached
