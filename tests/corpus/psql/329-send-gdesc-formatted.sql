-- The description is a result like any other and takes the format that is set.
\x
select 1 as a, 'x' as b \gdesc
