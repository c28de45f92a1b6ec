-- \r clears the buffer; \g then repeats the last statement that was sent.
select 1 as a;
select nope
\r
\g
