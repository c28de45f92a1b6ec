-- An open quote at the end of the file does not keep the text from being sent.
select 1 as before;
select E'abc\'
