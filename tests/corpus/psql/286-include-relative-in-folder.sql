-- \ir looks beside the file that names it, at every level.
\ir inc/outer.inc
\echo :outer :inner
