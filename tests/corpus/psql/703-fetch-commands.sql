-- FETCH_COUNT: what the commands of the \g family make of it
\set FETCH_COUNT 2
select 1 as one, 2 as two \gset a_
\echo :a_one :a_two
select g as one from generate_series(1, 3) g \gset b_
\echo :ERROR :SQLSTATE :ROW_COUNT
select g as one from generate_series(1, 0) g \gset c_
select format('select %s as cell', g) from generate_series(1, 3) g \gexec
select g % 2 as r, g as c, g * 2 as v from generate_series(1, 4) g \crosstabview
select g from generate_series(1, 3) g \gdesc
select g from generate_series(1, 3) g \gx
select g from generate_series(1, 3) g \g (tuples_only=on)
