-- An unknown option is an error; a missing value shows the present one.
\pset colour blue
\pset border
\pset format
\pset linestyle
