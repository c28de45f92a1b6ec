-- Text search configurations, dictionaries and parsers.
create text search configuration mine (copy = simple);
\dF mine
\dFd simple
\dFt simple
\dFp
