-- Debug messages of one's own come out when they are asked for.
set client_min_messages = debug1;
do $$ begin raise debug 'd'; end $$;
set client_min_messages = notice;
