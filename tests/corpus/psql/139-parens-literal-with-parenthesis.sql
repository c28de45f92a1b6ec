-- A parenthesis in a dollar quote or an E literal is not counted.
select $$($$ as a, E'\'(' as b; select 1;
