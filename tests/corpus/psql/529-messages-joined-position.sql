-- The position counts in the whole text of a joined message.
select 1 as a\;
select 2 as b\; select nope;
