-- Unicode lines with a full border.
\pset linestyle unicode
\pset border 2
select e'a\nbb' as x, 1 as n union all select '日', 22;
