-- Without arguments \echo prints an empty line.
\echo
\qecho
\warn
\echo ''
