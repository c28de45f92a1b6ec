-- A message is parsed as a whole: the mistake at its end keeps the notice at its beginning from coming.
do $$ begin raise notice 'never seen'; end $$\; select 1\; selec 2;
