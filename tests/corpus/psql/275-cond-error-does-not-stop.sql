-- A bad expression does not stop a script that stops on errors.
\set ON_ERROR_STOP on
\if perhaps
\echo then
\else
\echo else
\endif
