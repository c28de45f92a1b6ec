-- A test for a variable that is not closed stays as it is.
\set x 1
select :{?x};
\echo :{?x :{? x} :{?} :{?x}
