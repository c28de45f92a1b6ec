-- \elif after \else is an error and changes nothing: the branch of \else goes on.
\if false
\else
\echo else
\elif true
\echo elif
\endif
\echo end
