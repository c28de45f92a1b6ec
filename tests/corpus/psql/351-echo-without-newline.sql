-- -n leaves out the newline, and only as the first argument.
\echo -n a
\echo -n b
\echo c -n
\echo '-n' d
