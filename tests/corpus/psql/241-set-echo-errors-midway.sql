-- With ECHO errors the text of a failing statement follows its message.
\set ECHO errors
select 1 as a;
select
  nope;
