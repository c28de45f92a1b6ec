-- an editor that fails
\setenv EDITOR false
select 1 as x
\e
, 2 as y;
\e inc/no_such_file.txt
\e 0
\e inc/data.txt x
\set ON_ERROR_STOP on
\e
\echo not reached
