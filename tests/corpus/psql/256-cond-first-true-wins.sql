-- Of several true branches only the first is taken.
\if no
\echo 1
\elif yes
\echo 2
\elif yes
\echo 3
\else
\echo 4
\endif
