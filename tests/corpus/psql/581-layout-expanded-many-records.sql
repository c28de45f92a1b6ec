-- Rulers grow with the record's number.
\x
select n from generate_series(9, 11) as n;
select n, 'x' as b from generate_series(1, 10) as n where n > 8;
