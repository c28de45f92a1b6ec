-- Context for notices too.
\set SHOW_CONTEXT always
do $$ begin raise notice 'here'; end $$;
