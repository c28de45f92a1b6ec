-- The record separator of the unaligned format.
\pset format unaligned
\pset recordsep '|\n'
select n from generate_series(1, 3) as n;
\pset recordsep
