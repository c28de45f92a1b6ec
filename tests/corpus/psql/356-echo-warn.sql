-- \warn writes to standard error.
\warn a 'b  c'
\warn -n x
\warn y
