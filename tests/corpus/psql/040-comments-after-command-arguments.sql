-- A backslash command knows no comments: the dashes are arguments.
\echo a -- b
\set x 1 -- c
\echo :x
\echo /* d */ e
