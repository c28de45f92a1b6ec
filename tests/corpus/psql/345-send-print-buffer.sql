-- \p shows the statement that is being written, or else the last one.
select 1 as a;
\p
select 2
\p
as b;
\print
