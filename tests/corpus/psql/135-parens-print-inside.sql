-- \p shows the buffer in the middle of an open parenthesis and leaves it as it is.
select (1
\p
+ 2) as three;
