-- NULL is skipped; an empty cell is sent as an empty statement.
select null, '', 'select 1 as a' \gexec
