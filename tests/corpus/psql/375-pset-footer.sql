-- Without footer the row count is left out, the blank line stays.
\pset footer off
select 1 as a;
\pset footer
select 1 as a;
