\echo 'a\0b'c d
\set v 'x\0y'z ;
\echo :v
\echo '\0'; 'e\x00f';
\pset null 'n\0m'
SELECT NULL;
\pset csv_fieldsep '\0'
