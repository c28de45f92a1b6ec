-- The pieces may lie on several lines; LINE counts in the whole text.
select 1
\;
select
nope;
