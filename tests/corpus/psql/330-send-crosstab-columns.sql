-- Columns for rows, headers, cells and order may be named or numbered.
create table s (y int, q text, v int, o int);
insert into s values (2020, 'late', 1, 2), (2020, 'early', 2, 1), (2021, 'early', 3, 1);
select * from s order by 1, 3 \crosstabview y q v o
select * from s order by 1, 3 \crosstabview 1 2 3
