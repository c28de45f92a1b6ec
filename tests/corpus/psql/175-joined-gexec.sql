-- With \gexec only the last result of the message is executed.
select 'select 1'\; select 'select 2' \gexec
