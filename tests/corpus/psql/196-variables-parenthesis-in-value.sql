-- A parenthesis in a value counts for the depth.
\set open '('
\set close ')'
select :open 1; select 2 :close;
select 3;
