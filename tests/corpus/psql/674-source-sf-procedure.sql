-- A procedure, with its settings.
create procedure p(inout a int) language plpgsql security definer set work_mem = '8MB' as 'begin a := a + 1; end';
\sf p
