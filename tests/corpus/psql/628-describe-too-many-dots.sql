-- A pattern with the name of another database, or too many points.
\dt other.public.t
\dt a.b.c.d
\dn a.b.c
