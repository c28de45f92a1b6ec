-- HTML escapes markup, keeps line ends as tags, and marks alignment.
\H
select '<a & "b">' as "h<1>", 1 as n, e'x\ny' as l, null as e, '  two' as s;
