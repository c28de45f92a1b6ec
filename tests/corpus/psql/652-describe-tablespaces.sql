-- Tablespaces by name.
\db pg_d*
