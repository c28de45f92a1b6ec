-- A branch may hold a part of a statement, inside an open parenthesis too.
\set wide on
select (1
\if :wide
 + 10
\else
 + 100 (
\endif
) as n;
