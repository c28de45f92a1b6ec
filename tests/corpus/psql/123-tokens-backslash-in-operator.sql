-- A backslash ends an operator and begins a command.
select 1 +\echo in between
2 as three;
