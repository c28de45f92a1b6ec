-- Foreign data wrappers, servers, tables and mappings without any library.
create foreign data wrapper dummy;
create server srv foreign data wrapper dummy options (host 'x');
create user mapping for public server srv options (secret 'y');
create foreign table ft (a int options (col 'z')) server srv options (tab 't');
\dew
\des
\deu
\det
\d ft
