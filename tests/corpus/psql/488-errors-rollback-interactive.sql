-- The value interactive does nothing in a script.
\set ON_ERROR_ROLLBACK interactive
begin;
select nope;
select 1 as a;
rollback;
