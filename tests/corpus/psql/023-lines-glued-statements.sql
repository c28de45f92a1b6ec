-- No white space is needed between statements or after a terminator.
select 1;select 2;;select 3;
