-- With QUIET nothing is reported.
\set QUIET on
\pset border 2
\pset null N
\x
select null as a;
