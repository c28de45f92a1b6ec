-- CALL with an output argument prints it as a row, and its tag.
create procedure twice(inout n int) language sql as 'select n * 2';
call twice(21);
