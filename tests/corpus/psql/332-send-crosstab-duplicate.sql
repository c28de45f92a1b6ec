-- Two values for one cell are an error.
values ('a', 'x', 1), ('a', 'x', 2) \crosstabview
