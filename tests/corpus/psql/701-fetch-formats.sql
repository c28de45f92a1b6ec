-- FETCH_COUNT: every output format prints portions
\set FETCH_COUNT 2
\x
select g, repeat('x', g) as word from generate_series(1, 5) g;
\x
\pset format unaligned
select g, repeat('x', g) as word from generate_series(1, 5) g;
\pset format csv
select g, repeat('x', g) as word from generate_series(1, 5) g;
\pset format html
select g, repeat('x', g) as word from generate_series(1, 5) g;
\pset format asciidoc
select g, repeat('x', g) as word from generate_series(1, 5) g;
\pset format aligned
\t
select g from generate_series(1, 5) g;
\g (format=csv title=once)
