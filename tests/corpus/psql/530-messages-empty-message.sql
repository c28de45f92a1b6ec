-- An empty message.
do $$ begin raise exception using message = ''; end $$;
do $$ begin raise exception '%', repeat('x', 100); end $$;
