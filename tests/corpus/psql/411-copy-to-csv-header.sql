-- COPY to standard output writes rows among the results, and prints no tag.
copy (select 1 as a, 'x,y' as b, null as c) to stdout with (format csv, header);
select 1 as a;
