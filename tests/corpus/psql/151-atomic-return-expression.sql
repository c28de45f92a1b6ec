-- RETURN needs no block, so the first semicolon ends the statement.
create function r(a int, b int) returns int return a + b;
select r(1, 2);
