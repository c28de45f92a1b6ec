-- A bad digit is found by the server, which points at the literal.
select 1 as ok, b'102';
