-- A line comment that ends the file without newline still lets the statement go.
select 1 -- eof