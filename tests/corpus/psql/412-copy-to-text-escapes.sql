-- The text format escapes tabs, newlines and backslashes.
copy (select e'a\tb', e'c\nd', 'e\f', null) to stdout;
copy (select 'a|b', null) to stdout (delimiter '|', null 'NULL');
