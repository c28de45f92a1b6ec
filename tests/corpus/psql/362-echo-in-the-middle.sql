-- \echo in the middle of a statement leaves the statement alone.
select 1
\echo now
as a \echo and now
;
