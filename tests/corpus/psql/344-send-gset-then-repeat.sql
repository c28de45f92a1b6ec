-- \g after \gset runs the same statement again and prints it.
select 5 as five \gset
\g
\echo :five
