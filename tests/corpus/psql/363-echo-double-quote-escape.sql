-- In double quotes a backslash escapes nothing, and a single quote or a colon is plain.
\set x 1
\echo "a\" b "it's" ":x"
