-- The rest of the line is one expression: two words are none.
\if true false
\echo then
\else
\echo else
\endif
