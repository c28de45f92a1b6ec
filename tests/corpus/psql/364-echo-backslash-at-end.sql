-- A lone backslash at the end of the arguments is a command without a name, which is invalid.
\echo a \
select 1 as a;
