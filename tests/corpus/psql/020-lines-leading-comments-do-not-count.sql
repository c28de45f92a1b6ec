-- Comment lines in front of a statement are dropped, so LINE starts after them.
-- second
   -- third
select
-- inner comments are kept
nope;
