-- No context at all.
\set SHOW_CONTEXT never
do $$ begin raise exception 'here'; end $$;
