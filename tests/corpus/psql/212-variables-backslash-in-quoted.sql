-- A value with a backslash becomes an E literal with a blank before it; as an identifier it stays plain.
\set p 'a\\b'
select:'p' as x, 1 as :"p";
