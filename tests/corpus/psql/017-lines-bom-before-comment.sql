-- A byte order mark on the first line is dropped even in front of a comment.
select 1;
