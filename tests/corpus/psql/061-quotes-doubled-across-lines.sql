-- A doubled quote is one quote, at a line's beginning and end too.
select 'it''
''s' as a;
