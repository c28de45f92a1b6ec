-- Results of \gexec take the format that is set.
\pset format csv
select 'select 1 as a, null as b' \gexec
