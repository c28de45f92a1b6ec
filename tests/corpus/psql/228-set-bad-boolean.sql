-- A word that is no boolean is refused and the old value stays.
\set AUTOCOMMIT maybe
\echo :AUTOCOMMIT
\set ON_ERROR_STOP 2
\echo :ON_ERROR_STOP
