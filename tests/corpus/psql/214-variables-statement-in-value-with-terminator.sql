-- A terminator at the end of a value sends; what follows it is a new statement.
\set s 'select 1 as a;'
:s :s select 2 as b;
