-- A newline in a value is kept in the literal and in the raw text.
\set v 'a\nb'
select :'v' as v, length(:'v');
\set q 'select 1 as a,\n nope'
:q;
