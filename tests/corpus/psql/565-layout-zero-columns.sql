-- Rows without columns.
select;
select from generate_series(1, 3);
\x
select from generate_series(1, 2);
