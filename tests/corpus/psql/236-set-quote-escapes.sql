-- Single quotes in arguments know the usual escapes, octal and hexadecimal; an unknown one gives the character.
\set v '\101\x42C\q\'d'
\echo :v
\set n 'a\nb\tc'
\echo :n
