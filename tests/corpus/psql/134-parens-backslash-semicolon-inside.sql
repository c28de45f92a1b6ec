-- A backslash-semicolon inside parentheses only puts the character there: the server refuses it.
select (1\; 2);
select 3;
