-- A backslash ends the arguments: a second command, or SQL after two of them.
\echo a \echo b
\echo c \\ select 1 as a;
