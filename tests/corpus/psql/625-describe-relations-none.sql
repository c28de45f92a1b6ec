-- Nothing there: each form has its own words.
\d
\dt
\d nothing
\dt nothing
\dv public.*
