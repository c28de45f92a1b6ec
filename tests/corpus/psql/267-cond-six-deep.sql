-- Branches nest deeply.
\if 1
\if yes
\if on
\if true
\if t
\if y
\echo six deep
\endif
\endif
\endif
\endif
\endif
\endif
