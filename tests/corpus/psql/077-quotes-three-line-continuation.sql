-- A literal continued over three lines is one value.
select 'a'
       'b'
       'c' as abc;
