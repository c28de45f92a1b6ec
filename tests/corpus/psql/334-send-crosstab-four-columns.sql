-- With more than three columns the cell's column has to be named.
select 1 as a, 2 as b, 3 as c, 4 as d \crosstabview
select 1 as a, 2 as b, 3 as c, 4 as d \crosstabview a b d
