-- \ef and \ev read an object's definition, changed
create function f(i int) returns int language sql as $$ select 41 $$;
create view v as select 41 as x;
\setenv EDITOR 'sed -i s/41/42/'
\ef f
;
\ef f(int)
;
\ev v
;
select f(0), x from v;
\setenv EDITOR true
\ef f
\ev v
\ef no_such_function
\ev no_such_view
select 1 as y;
