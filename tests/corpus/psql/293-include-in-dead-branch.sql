-- A file is not read in a dead branch, so it may be missing.
\if false
\ir inc/nowhere.inc
\endif
\echo end
