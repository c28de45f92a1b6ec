-- A format may be shortened as long as it is unique.
\pset format una
\pset format c
\pset format a
\pset format latex
\pset format w
