-- A surplus closing parenthesis does not make up for a later opening one.
select 1); select (2
;
) as two;
