-- A comment that is open at the end of an included file is sent there and does not reach the file that includes it.
\ir inc/open-comment.inc
select 1 as a;
