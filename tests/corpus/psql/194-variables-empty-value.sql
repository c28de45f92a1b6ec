-- An empty value is an empty literal, and no text at all when it stands bare.
\set e
select :'e' = '' as t, 1 :e as one;
