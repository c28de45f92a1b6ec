-- \g sends the buffer even while a parenthesis is open.
select (1 \g
select 2;
