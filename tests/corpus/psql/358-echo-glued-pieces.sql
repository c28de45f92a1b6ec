-- Pieces that touch are one argument.
\set v x
\echo 'a'b:v"c":'v''d'
