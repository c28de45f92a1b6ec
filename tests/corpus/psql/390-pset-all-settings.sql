-- Without arguments every setting is listed.
\pset
