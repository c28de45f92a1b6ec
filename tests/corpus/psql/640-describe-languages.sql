-- Languages that are not internal.
\dL
