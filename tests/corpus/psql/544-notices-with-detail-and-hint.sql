-- A notice may have a detail and a hint.
do $$ begin raise notice 'n' using detail = 'd', hint = 'h'; raise warning 'w' using hint = e'two\nlines'; end $$;
