-- Without ON_ERROR_STOP \gexec goes on after an error, through an aborted transaction too.
begin;
values ('select 1 as a'), ('select nope'), ('select 2 as b') \gexec
rollback;
