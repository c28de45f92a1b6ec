-- East Asian characters take two columns in headers and cells.
select '日本' as 国, 'ab' as x union all select 'a', '語';
