-- A name may be digits only, so a bare slice can be taken for a variable.
\set 1 one
select :'1' as v;
select (array[5,6])[1:1];
