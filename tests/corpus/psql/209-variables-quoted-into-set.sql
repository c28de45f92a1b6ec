-- The quoted form works inside \set, so a value can be built that is a list of literals.
\set a x
\set b 'it''s'
\set both :'a' ',' :'b'
select :both;
