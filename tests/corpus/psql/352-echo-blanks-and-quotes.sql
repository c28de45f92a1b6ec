-- Blanks between arguments become one; single quotes keep them, double quotes stay.
\echo a   b     'c   d'   "e   f"
