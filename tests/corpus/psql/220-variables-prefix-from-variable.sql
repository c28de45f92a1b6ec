-- An e from a variable makes an escape literal for the server only: psql lexes the quote after it as a plain one.
\set e e
select :e'a\\' as x, :e'a\tb' as y;
