-- ON_ERROR_STOP wins over ON_ERROR_ROLLBACK.
\set ON_ERROR_ROLLBACK on
\set ON_ERROR_STOP on
begin;
select nope;
\echo not reached
