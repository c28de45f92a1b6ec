-- Cells run row by row, left to right.
values ('select 11 as a', 'select 12 as a'), ('select 21 as a', 'select 22 as a') \gexec
