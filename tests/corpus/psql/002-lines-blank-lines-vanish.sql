-- Blank lines between tokens are dropped before lexing: the server sees two lines.
select


  nope;
