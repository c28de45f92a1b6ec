-- Wrapped cells break at the width, words or not.
\pset format wrapped
\pset columns 30
select 'abcdefghijklmnopqrstuvwxyz0123456789' as a, 'some words in a row' as b;
