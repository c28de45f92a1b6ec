-- Parentheses and quotes in the query of \copy are followed to their end.
\copy (select 'a)b' as x, (1 + 2) as y) to stdout (format csv, header true)
