-- CSV quotes separators, quotes, line ends, and a lone end marker.
\pset format csv
select 'a,b' as "x,y", 'say "hi"' as q, e'two\nlines' as n, ' blanks ' as b, '\.' as m, null as nil, '' as e;
