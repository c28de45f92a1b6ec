-- A block comment that a value opens goes on in the text after it.
\set c '/*'
select 1 :c; select 2; */ as one;
