-- A semicolon is printed.
\echo a;
\echo ;
