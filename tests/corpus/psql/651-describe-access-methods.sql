-- Access methods, and operator classes of one of them.
\dA
\dAc hash int*
