-- A statement sent again is the text that was sent, with the old value in it.
\set v 1
select :v as v;
\set v 2
\g
