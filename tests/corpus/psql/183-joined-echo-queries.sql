-- The text that is shown and sent is one.
\set ECHO queries
select 1\; select 2;
