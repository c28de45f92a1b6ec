-- A name with a character that is not allowed is refused.
\set a.b 1
\set é 2
\echo :é
\set 'a b' 3
