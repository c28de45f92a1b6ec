-- Continued lines in expanded layout.
\x
select e'a\nb\nc' as x, e'd' as "two
lines";
