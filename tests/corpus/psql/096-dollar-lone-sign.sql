-- A lone dollar sign is a character that the server refuses.
select $; select 1;
