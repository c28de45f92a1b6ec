-- \unset needs a name, and warns about more than one.
\unset
\set a 1
\set b 2
\unset a b
\echo :{?a} :{?b}
