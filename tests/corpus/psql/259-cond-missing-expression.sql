-- An \if without an expression is an error and counts as false.
\if
\echo then
\else
\echo else
\endif
