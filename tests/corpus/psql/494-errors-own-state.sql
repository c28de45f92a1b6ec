-- An error that a script raises carries the state that it names.
do $$ begin raise exception 'mine' using errcode = 'ZZ001'; end $$;
\echo :SQLSTATE :LAST_ERROR_MESSAGE
