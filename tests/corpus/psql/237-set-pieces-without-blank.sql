-- Quoted and bare pieces that touch are one argument.
\set v a'b c'd"e f"g
\echo :v
