-- Wide names and values in expanded layout.
\x
select '値' as 名前, 'x' as b;
