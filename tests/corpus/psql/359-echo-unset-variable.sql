-- An unset variable is printed as it was written.
\echo :nope :'nope' :"nope" a:nope
