-- The order column sorts headers by integers; what is none comes last.
values ('a', 'x', 1, 'later'), ('a', 'y', 2, '10'), ('a', 'z', 3, '-9') \crosstabview 1 2 3 4
