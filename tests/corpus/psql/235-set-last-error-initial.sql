-- Before any error the last one is an empty message with the state of success.
\echo [:LAST_ERROR_MESSAGE] :LAST_ERROR_SQLSTATE
