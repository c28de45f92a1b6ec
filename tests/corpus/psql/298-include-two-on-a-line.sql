-- One line may include two files.
\ir inc/value.inc \ir inc/outer.inc
\echo :value :outer
