-- \r forgets an open parenthesis with the rest of the buffer.
select (1;
\r
select 2;
