-- After a joined message the variables speak of its last result.
select generate_series(1, 3)\; select 1 where false;
\echo :ROW_COUNT :ERROR :SQLSTATE
