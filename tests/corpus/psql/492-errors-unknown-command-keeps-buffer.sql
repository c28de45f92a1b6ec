-- An unknown command throws away the rest of its line, not the statement in front of it.
select 1 \nope , 2
  as a;
