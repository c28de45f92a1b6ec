-- A file with CRLF line ends is read like any other.
\ir inc/crlf.inc
\echo [:crlf]
