-- Event triggers.
create function ev() returns event_trigger language plpgsql as 'begin end';
create event trigger on_ddl on ddl_command_end when tag in ('CREATE TABLE') execute function ev();
alter event trigger on_ddl disable;
\dy
