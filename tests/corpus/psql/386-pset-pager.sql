-- The pager never runs in a script, but its setting is reported.
\pset pager
\pset pager always
\pset pager off
\pset pager_min_lines 10
\pset pager_min_lines
