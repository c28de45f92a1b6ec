-- A message that fails sets nothing, though its first part had a row.
select 1 as a\; select 1/0 as b \gset
\echo :{?a} :{?b}
