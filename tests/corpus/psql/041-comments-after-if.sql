-- Nor does \if: the comment makes its expression invalid, and that counts as false.
\if true -- yes
\echo then
\else
\echo else
\endif
