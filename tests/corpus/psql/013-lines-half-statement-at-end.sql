-- What is left in the buffer at the end of the file is sent; the server calls it unfinished.
select 1 +
