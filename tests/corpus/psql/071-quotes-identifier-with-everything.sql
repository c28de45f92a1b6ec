-- Backslash, colon, dollar and semicolon are plain characters in a quoted identifier.
\set c nope
select 1 as "a\b :c $$ ; 'd'";
