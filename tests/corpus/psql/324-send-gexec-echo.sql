-- With ECHO all the statements that \gexec runs are shown.
\set ECHO all
select 'select 1 as a' \gexec
