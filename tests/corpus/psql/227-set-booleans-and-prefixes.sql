-- A special boolean takes unique prefixes of true, false, yes, no, on and off, and shows on or off only if it was empty.
\set QUIET t
\echo :QUIET
\set QUIET
\echo :QUIET
\set QUIET of
\echo :QUIET
\set QUIET o
\echo :QUIET
