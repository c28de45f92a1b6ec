-- A column that is not there, named twice, or out of range.
values ('a', 'x', 1) \crosstabview nope
values ('a', 'x', 1) \crosstabview 1 9
values ('a', 'x', 1) \crosstabview 1 1
