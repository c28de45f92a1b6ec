-- Any characters may be printed.
\echo größe 日本 '😀'
