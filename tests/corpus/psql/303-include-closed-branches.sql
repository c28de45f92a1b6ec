-- Branches opened and closed in an included file leave the outer ones alone.
\if true
\ir inc/branches.inc
\else
\echo wrong
\endif
