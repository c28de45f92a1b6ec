-- A header of several lines is centred line by line.
select 1 as "one
longer line
x", 'y' as "b
c";
