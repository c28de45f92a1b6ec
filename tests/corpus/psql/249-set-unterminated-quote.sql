-- An argument with an open quote is an error and counts as missing, so the variable becomes empty.
\set a 'open
\echo :{?a}
\set b "open
\echo :b
