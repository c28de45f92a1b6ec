-- A body may be a plain literal with doubled quotes.
create function q() returns text language sql as 'select ''a;b''::text;';
select q();
