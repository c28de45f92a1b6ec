-- Escapes work inside single quotes only.
\echo 'a\tb\nc' "d\te"
