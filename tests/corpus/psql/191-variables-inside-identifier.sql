-- After a piece of an identifier a variable's text is glued on in what is sent.
\set suffix _2020
create table sales:suffix (a int);
select * from sales_2020;
