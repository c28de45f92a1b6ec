-- psql reads the words of \copy itself and names the one it cannot.
\copy
\copy t
\copy t into x
\copy t from
