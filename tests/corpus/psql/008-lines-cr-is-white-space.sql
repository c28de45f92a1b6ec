-- A bare carriage return separates tokens and starts no new line for LINE.
select1as one;
select1,nope;
