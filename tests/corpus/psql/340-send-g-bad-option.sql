-- A bad option keeps the statement from being sent, and it stays in the buffer.
select 1 as a \g (format=nope)
\p
\g
