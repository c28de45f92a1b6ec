-- A bare carriage return ends a line comment in the middle of a line.
select 1 -- one, 2 as two;
