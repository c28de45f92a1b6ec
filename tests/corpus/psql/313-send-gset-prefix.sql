-- A prefix goes in front of every column's name.
select 1 as a, 'two words' as b, true as c \gset row_
\echo :row_a :row_b :row_c
