-- A tag may be a keyword.
select $end$a;$end$ as a, $begin$b;$begin$ as b;
