-- A cast may touch a variable in each of its forms.
\set n 42
\set d 2020-01-02
select :n::text, :'n'::int + 1 as m, :'d'::date as d;
