-- A value that names a variable in quotes is expanded again when it stands bare, not when it is quoted.
\set inner 'it''s'
\set outer ':''inner'''
select :outer as a;
select :'outer' as b;
