-- Separators may be the zero byte.
\pset format unaligned
\pset tuples_only on
\pset fieldsep_zero
\pset recordsep_zero
select 1, 2 union all select 3, 4;
