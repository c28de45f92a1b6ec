-- Two variables that name each other stop with a warning.
\set a 'select :b'
\set b ':a'
:a;
