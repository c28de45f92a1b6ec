-- ECHO_HIDDEN shows the queries of backslash commands in a frame; noexec only shows them.
\set ECHO_HIDDEN noexec
\dn
\set ECHO_HIDDEN off
