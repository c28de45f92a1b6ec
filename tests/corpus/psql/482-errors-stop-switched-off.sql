-- ON_ERROR_STOP may be switched off for a stretch.
\set ON_ERROR_STOP on
\set ON_ERROR_STOP off
select nope;
\set ON_ERROR_STOP on
select 1 as a;
select nope;
select 2 as a;
