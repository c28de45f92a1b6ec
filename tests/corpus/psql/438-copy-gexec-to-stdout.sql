-- COPY to standard output works through \gexec.
select 'copy (select ' || n || ') to stdout' from generate_series(1, 2) as n \gexec
