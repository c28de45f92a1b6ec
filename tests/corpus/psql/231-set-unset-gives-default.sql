-- \unset of a special gives its default instead of removing it.
\set VERBOSITY terse
\set ON_ERROR_STOP on
\set ECHO errors
\unset VERBOSITY
\unset ON_ERROR_STOP
\unset ECHO
\unset AUTOCOMMIT
\echo :VERBOSITY :ON_ERROR_STOP :ECHO :AUTOCOMMIT :{?VERBOSITY}
