-- The last error stays readable after statements that succeed.
select nope;
select 1 as a;
\echo :LAST_ERROR_SQLSTATE - :LAST_ERROR_MESSAGE - :ERROR :SQLSTATE
