-- Each special with fixed words names them when it refuses one.
\set VERBOSITY loud
\set SHOW_CONTEXT sometimes
\set ECHO everything
\set ECHO_HIDDEN perhaps
\set ON_ERROR_ROLLBACK perhaps
\set COMP_KEYWORD_CASE title
\set HISTCONTROL none-at-all
\echo :VERBOSITY :SHOW_CONTEXT :ECHO :ECHO_HIDDEN :ON_ERROR_ROLLBACK :COMP_KEYWORD_CASE :HISTCONTROL
