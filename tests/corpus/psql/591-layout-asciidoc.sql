-- AsciiDoc tables, and their escape of the column mark.
\pset format asciidoc
select 1 as n, 'a|b' as t, e'x\ny' as l;
\x
select 1 as n, 'a|b' as t;
