-- A quoted identifier may span lines; the empty one stays in the name.
select 1 as "a

b";
