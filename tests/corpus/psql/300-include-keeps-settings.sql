-- Formats and variables that a file sets stay set after it.
\ir inc/settings.inc
select null as n, 1 as a;
\echo :from_settings
