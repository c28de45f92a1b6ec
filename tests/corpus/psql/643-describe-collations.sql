-- Collations of one's own.
create collation plain (locale = 'C');
\dO
