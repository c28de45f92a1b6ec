-- A number that fits no integer becomes numeric.
select 2147483648 as big, 9223372036854775808 as bigger, pg_typeof(9223372036854775808);
