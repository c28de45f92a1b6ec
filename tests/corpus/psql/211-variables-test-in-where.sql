-- The test for a variable is a truth value in SQL.
\set on_purpose yes
select n from generate_series(1, 3) as n where :{?on_purpose} and n > 1 or :{?not_set};
