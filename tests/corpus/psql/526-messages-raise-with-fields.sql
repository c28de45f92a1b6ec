-- RAISE may name every field.
do $$ begin
  raise exception 'message' using detail = 'the detail', hint = 'the hint', errcode = '22012', table = 'tab', column = 'col', constraint = 'con', schema = 'sch', datatype = 'typ';
end $$;
\errverbose
