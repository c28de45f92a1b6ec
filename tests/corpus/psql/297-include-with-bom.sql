-- The byte order mark is dropped in an included file too.
\ir inc/bom.inc
