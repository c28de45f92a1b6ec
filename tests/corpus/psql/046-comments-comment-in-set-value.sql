-- A comment in a variable's value is a comment once it is expanded.
\set head '/* from a variable */'
select :head 1 as one;
