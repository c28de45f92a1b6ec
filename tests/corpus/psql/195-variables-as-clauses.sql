-- A bare variable stands for any text: a number, a list, a whole clause.
\set cols 'n, n * 2 as twice'
\set lim 2
\set order 'order by n desc'
select :cols from generate_series(1, 5) as n :order limit :lim;
