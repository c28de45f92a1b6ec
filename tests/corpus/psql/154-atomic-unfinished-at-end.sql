-- A body without END swallows the rest of the file, and the server refuses it.
create function u() returns int
begin atomic
  select 1;
select 'swallowed';
