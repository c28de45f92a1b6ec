-- Arguments beyond the value are ignored with a warning.
\pset null a b
\pset border 1 2
