-- more than four words; a bare semicolon holds its place
\c - - - - more and more
select 1 as x;
\c -;
select 2 as y;
\c -reuse-previous=on - - - - more
\c - ; - -
select 3 as z;
