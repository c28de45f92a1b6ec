-- A value may open a dollar quote that the text closes.
\set open $$
select :open a; b $$ as x;
