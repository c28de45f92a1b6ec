-- A backslash command on the last line needs no newline.
select 1;
\echo last