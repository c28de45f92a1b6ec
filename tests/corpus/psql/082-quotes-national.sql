-- N before a quote is dropped by the lexer; the literal is of type character.
select n'abc' as n, pg_typeof(N'abc');
