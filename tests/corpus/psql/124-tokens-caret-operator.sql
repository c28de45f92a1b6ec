-- Caret and percent as operators, at the end of a line.
select 2 ^
10 as p, 7 %
4 as m;
