-- \g on a line of its own sends what came before it.
select 1 as a,
  2 as b
\g
