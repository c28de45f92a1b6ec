-- An error in a function shows the way to it; the caret needs the text that was sent.
create function inner_f() returns int language plpgsql as $$ begin return 1 / 0; end $$;
create function outer_f() returns int language plpgsql as $$ begin return inner_f(); end $$;
select outer_f();
