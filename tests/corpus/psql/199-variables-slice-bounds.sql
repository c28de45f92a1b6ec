-- In a slice both bounds may be variables; the colon between them needs a blank.
\set lo 2
\set hi 3
select (array[1,2,3,4])[:lo: :hi] as two_three, (array[1,2,3,4])[:lo:4] as from_two;
