-- A line comment may touch the terminator; a block comment begins the next statement.
select 1;-- tail
select 2;/* head
of */ select nope;
