-- A message names the included file and its line.
\ir inc/fails.inc
select nope;
