-- \gx prints every result of the message expanded.
select 1 as a\; select 2 as b \gx
