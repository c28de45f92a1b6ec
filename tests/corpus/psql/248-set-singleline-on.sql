-- With SINGLELINE on a newline ends a statement, unless a quote or a parenthesis is open.
\set SINGLELINE on
select 1 as a
select (2
) as b
\set SINGLELINE off
select 3
as c;
