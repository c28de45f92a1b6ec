-- ECHO may be changed on the way; the change shows from the next statement.
select 1 as a;
\set ECHO queries
select 2
  as a;
\set ECHO none
select 3 as a;
