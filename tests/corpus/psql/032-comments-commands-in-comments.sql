-- Backslash commands in comments are plain text.
select 1 -- \echo no
     , 2 /* \echo no \q */ as two;
/* \echo neither */ select 3;
