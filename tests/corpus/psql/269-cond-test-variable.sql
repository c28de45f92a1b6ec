-- The test for a variable is an expression.
\if :{?nothing}
\echo set
\else
\set nothing now
\endif
\if :{?nothing}
\echo :nothing
\endif
