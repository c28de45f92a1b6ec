-- In a dollar-quoted body BEGIN and END are text.
create function d() returns int language plpgsql as $$ begin begin return 1; end; end $$; select d();
