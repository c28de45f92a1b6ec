-- An \endif in an included file cannot close a branch of the file that includes it.
\if true
\ir inc/endif.inc
\echo still open
\endif
