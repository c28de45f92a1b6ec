-- A folder cannot be read as a file.
\ir inc
select 1 as a;
