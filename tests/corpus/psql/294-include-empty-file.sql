-- An empty file, or one with comments only, does nothing.
\ir inc/empty.inc
\ir inc/comments.inc
\echo :ROW_COUNT
