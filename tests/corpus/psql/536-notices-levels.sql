-- Which levels reach the client is the server's setting.
do $$ begin raise debug 'd'; raise log 'l'; raise info 'i'; raise notice 'n'; raise warning 'w'; end $$;
set client_min_messages = warning;
do $$ begin raise info 'i'; raise notice 'n'; raise warning 'w'; end $$;
set client_min_messages = error;
do $$ begin raise info 'i'; raise warning 'w'; end $$;
