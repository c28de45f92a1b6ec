-- A NULL header and an empty cell; the cell shows the null string only for a value that is null.
\pset null '(null)'
values ('a', 'x', 1), ('a', null, 2), ('b', 'x', null) \crosstabview
