-- \else and \endif warn about arguments.
\if false
\else now
\echo else
\endif here
