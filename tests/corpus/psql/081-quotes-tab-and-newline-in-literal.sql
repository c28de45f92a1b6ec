-- A raw tab and a raw newline in a literal are part of it.
select 'a	b
c' as x;
