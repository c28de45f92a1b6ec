-- A dollar quote that is open over lines makes backslash commands plain text.
select $$
\echo not run
\q
$$ as text;
