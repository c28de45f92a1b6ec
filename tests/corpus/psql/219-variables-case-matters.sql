-- Names differ by case; the upper-case specials are no exception.
\set Error mine
select 1;
\echo :Error :ERROR :error
