-- Octal, hexadecimal and Unicode escapes are the server's business; psql only minds the quote.
select E'\101\x42\u0043' as abc, E'\'' as q, E'\\' as b;
