-- The ruler of a record is as wide as its widest line.
\x
select 1 as short, 'a rather long value to make the table wide' as a_longer_column_name;
