-- An end of comment without a beginning is an operator; the statement still ends at its semicolon.
select 1 */ 2;
select 3;
