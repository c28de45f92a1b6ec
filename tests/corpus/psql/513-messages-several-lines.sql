-- Only the line of the mistake is shown, with its number in the statement.
select 1,
  2,
    nope,
  4;
