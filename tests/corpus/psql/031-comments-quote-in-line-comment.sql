-- A quote in a line comment opens nothing.
select 1 -- it's "odd $$
     , 2 as two;
