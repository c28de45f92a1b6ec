-- A crosstab needs three columns.
select 1 as a, 2 as b \crosstabview
