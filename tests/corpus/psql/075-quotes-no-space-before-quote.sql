-- A literal may touch the keyword before it and the one after it.
select'a'as x;select"a"from(values(1))as v(a);
