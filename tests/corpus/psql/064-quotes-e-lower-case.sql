-- A lower-case e before the quote works the same, with no blank before it.
select e'a\'b'||e'\tc' as x;
