-- An unknown command is an error in a dead branch, and with ON_ERROR_STOP it ends the script.
\set ON_ERROR_STOP on
\if false
\frobnicate
\endif
\echo not reached
