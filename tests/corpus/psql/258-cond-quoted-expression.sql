-- The expression may be quoted.
\if 'true'
\echo yes
\endif
\if "true"
\echo double
\else
\echo double quotes stay
\endif
