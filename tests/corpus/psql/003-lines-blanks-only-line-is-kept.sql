-- A line of blanks is not an empty line: it reaches the server and counts.
select
   
  nope;
