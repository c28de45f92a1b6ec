-- A column's name in double quotes keeps its case.
select 1 as "Row", 'h' as "Head", 5 as v \crosstabview "Row" "Head"
