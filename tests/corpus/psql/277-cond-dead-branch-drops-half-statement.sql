-- What a dead branch adds to a statement is dropped, a terminator in it too.
select 1
\if false
, 2; select 3
\endif
as one;
