-- Options without a value and an open parenthesis.
select 1 as a \g (expanded)
select 2 as a \g (format=csv
;
