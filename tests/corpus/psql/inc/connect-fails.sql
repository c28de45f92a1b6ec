\c no_such_database
\echo nor this
