-- A statement without rows to show is no crosstab; no rows give an empty one.
create table t (a int) \crosstabview
select 1 as a, 2 as b, 3 as c where false \crosstabview
