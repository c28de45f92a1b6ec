-- Carriage returns at line ends do not disturb branches.
\if true
\echo yes
\else
\echo no
\endif
