-- S shows system objects; a pattern that matches finds them without it.
\dt pg_catalog.pg_am
\dtS pg_am
\dt pg_am
\dn pg_catalog
