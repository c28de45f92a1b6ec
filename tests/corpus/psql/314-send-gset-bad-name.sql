-- A column whose name is no variable's name is refused, and the others before it are set.
select 1 as ok, 2 as "not ok", 3 as after \gset
\echo :{?ok} :{?after}
