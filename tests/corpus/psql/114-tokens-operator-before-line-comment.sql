-- An operator is cut before two dashes.
select 1 +-- comment
2 as three, 4 */* comment */2 as eight;
