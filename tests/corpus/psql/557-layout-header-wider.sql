-- A header wider than its cells is centred over them.
select 1 as a_long_header, 'x' as another_long_one, 'yyy' as odd;
